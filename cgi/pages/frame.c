/* What is around every page: head, navigation, the line that says which edition this is. */
#include "frame.h"

#include <string.h>

#include "address/asset.h"
#include "address/data_file.h"
#include "base/own.h"
#include "diagram/diagram.h"
#include "linked_data.h"
#include "phrases.h"
#include "model/choice.h"
#include "writing.h"
#include "figure.h"
#include "search_form.h"

/* -- head ------------------------------------------------------------------------------- */

static void
write_meta(struct page *page, const char *name, const char *content)
{
	html_open(page->html, "meta");
	html_attr(page->html, "name", name);
	html_attr(page->html, "content", content);
}

static void
write_head_link(struct page *page, const char *rel, const char *lang, const char *href)
{
	html_open(page->html, "link");
	html_attr(page->html, "rel", rel);
	if (lang != NULL)
		html_attr(page->html, "hreflang", lang);
	html_attr(page->html, "href", href);
}

/* The address with the scheme and host in front, if the operator told us. */
static const char *
absolute(const struct page *page, const struct link *link)
{
	return arena_printf(page->arena, "%s%s", page->base_url, link_string(page->arena, link));
}

static const char *
asset_url(const struct page *page, const char *name)
{
	struct asset asset;
	char version[VERSION_SIZE];
	struct link link = {.to = ROUTE_STATIC, .file = name, .version = version};

	if (!asset_find(name, &asset))
		return "";
	identity_version_of(asset.data, asset.len, version);
	return page_url(page, &link);
}

/* The page in another language, with the same words searched for, or the same picture chosen; that
 * one changes its language with the page, if it had it from there. */
static struct link
same_page(const struct page *page, const char *lang)
{
	struct link link = target_link(page->target);
	struct target other = *page->target;
	OWN(buf_fini) struct buf query = {0}, ignored = {0};

	other.lang = lang;
	if (other.route == ROUTE_EMBED && page->http_status == 200) {
		if (strcmp(other.picture.lang, page->lang) == 0)
			diagram_option_set(&other.picture, "lang", lang, &ignored);
		target_query(&other, &query);
	} else if (other.route == ROUTE_SEARCH) {
		target_query(&other, &query);
	} else {
		filter_key(&other.filter, &query);
	}
	link.query = arena_strdup(page->arena, buf_cstr(&query));
	link.lang = lang;
	return link;
}

/* Whether the page exists in each language of the document. */
static bool
has_languages(const struct page *page)
{
	return page->http_status == 200 && page->matrix != NULL && page->target->route >= 0 &&
	       strstr(route_table[page->target->route].pattern, "{lang}") != NULL;
}

static void
write_alternates(struct page *page)
{
	const struct matrix *matrix = page->matrix;
	bool current = service_is_current(page->service, matrix);
	struct link link = same_page(page, page->lang);

	if (page->target->route == ROUTE_EMBED)
		link.query = ""; /* for search engines there is one such page, not one for each
				    picture */
	if (current)
		link.edition = 0;
	write_head_link(page, "canonical", NULL, absolute(page, &link));
	for (size_t i = 0; i < matrix->language_count; i++) {
		link.lang = matrix->languages[i].tag;
		write_head_link(page, "alternate", link.lang, absolute(page, &link));
	}
	if (page->target->route == ROUTE_OVERVIEW)
		link.to = ROUTE_SERVICE; /* which asks the reader's browser */
	else
		link.lang = model_default_language(page->model, matrix);
	write_head_link(page, "alternate", "x-default", absolute(page, &link));
}

/* The list of services is in the language that its reader asks for. */
static void
write_home_alternate(struct page *page)
{
	struct link link = {.to = ROUTE_HOME};

	write_head_link(page, "alternate", "x-default", absolute(page, &link));
}

/* So that feed readers find the feed from any page. */
static void
write_feed_link(struct page *page)
{
	struct link link = {.to = ROUTE_FEED};

	if (page->service == NULL)
		return;
	link.service = page->service->id;
	html_open(page->html, "link");
	html_attr(page->html, "rel", "alternate");
	html_attr(page->html, "type", "application/atom+xml");
	html_attr(page->html, "title", page_say(page, "changes.feed"));
	html_attr(page->html, "href", absolute(page, &link));
}

/* The same document in forms for programs. */
static void
write_data_links(struct page *page)
{
	static const char *const ids[] = {"json", "component-json"};

	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		const struct export_format *format = export_format_find(ids[i]);
		struct link link = page_link(page, ROUTE_DATA_FILE);

		if (page->matrix == NULL || !page_offers_data(page, format))
			continue;
		data_file_link(&link, format);
		html_open(page->html, "link");
		html_attr(page->html, "rel", "alternate");
		html_attr(page->html, "type", format->type);
		html_attr(page->html, "title", format->file);
		html_attr(page->html, "href", absolute(page, &link));
	}
}

/* "12.4.1 Event logging | CHROFY ISO/IEC 27017 White Paper" */
static const char *
full_title(const struct page *page, const char *title)
{
	const char *document;

	if (page->matrix == NULL)
		return title[0] != '\0' ? title : page_say(page, "site.name");
	document = page_say_with(page, "site.document", "service",
		texts_value(&page->matrix->service_name, page->lang), "title",
		texts_value(&page->matrix->title, page->lang));
	return title[0] != '\0' ? arena_printf(page->arena, "%s | %s", title, document) : document;
}

static void
write_property(struct page *page, const char *name, const char *content)
{
	html_open(page->html, "meta");
	html_attr(page->html, "property", name);
	html_attr(page->html, "content", content);
}

/* The card of the page's control or party, else of the service. */
static const char *
card_url(const struct page *page)
{
	OWN(buf_fini) struct buf ignored = {0};
	struct diagram_request card;

	diagram_request_init(&card, page->model, page->matrix, DIAGRAM_CARD, FORMAT_PNG);
	diagram_option_set(&card, "lang", page->lang, &ignored);
	if (page->target->party != NULL)
		diagram_option_set(&card, "highlight", page->target->party->id, &ignored);
	if (page->target->control != NULL)
		diagram_option_set(&card, "clause", control_token(page->target->control), &ignored);
	return arena_printf(page->arena, "%s%s", page->base_url, figure_address(page, &card));
}

/* "ja_JP", as Open Graph wants it: the tag's own territory, else that of most who read the language
 * (CLDR, likely subtags). "": none is known. */
static const char *
locale_of(const struct page *page, const char *tag)
{
	static const char *const likely[][2] = {{"ar", "EG"}, {"cs", "CZ"}, {"da", "DK"},
		{"de", "DE"}, {"en", "US"}, {"es", "ES"}, {"fi", "FI"}, {"fr", "FR"}, {"hi", "IN"},
		{"hu", "HU"}, {"id", "ID"}, {"it", "IT"}, {"ja", "JP"}, {"ko", "KR"}, {"nl", "NL"},
		{"no", "NO"}, {"pl", "PL"}, {"pt", "BR"}, {"ru", "RU"}, {"sv", "SE"}, {"th", "TH"},
		{"tr", "TR"}, {"uk", "UA"}, {"vi", "VN"}, {"zh", "CN"}};
	size_t len = strcspn(tag, "-");
	const char *last = strrchr(tag, '-');

	if (last != NULL && strlen(last) == 3)
		return arena_printf(page->arena, "%.*s_%s", (int)len, tag, last + 1);
	for (size_t i = 0; i < sizeof(likely) / sizeof(likely[0]); i++)
		if (strlen(likely[i][0]) == len && strncmp(likely[i][0], tag, len) == 0)
			return arena_printf(page->arena, "%s_%s", likely[i][0],
				strcmp(tag, "zh-Hant") == 0 ? "TW" : likely[i][1]);
	return "";
}

static void
write_locales(struct page *page)
{
	const struct matrix *matrix = page->matrix;

	if (locale_of(page, page->lang)[0] != '\0')
		write_property(page, "og:locale", locale_of(page, page->lang));
	for (size_t i = 0; i < matrix->language_count; i++) {
		const char *tag = matrix->languages[i].tag, *locale = locale_of(page, tag);

		if (strcmp(tag, page->lang) != 0 && locale[0] != '\0')
			write_property(page, "og:locale:alternate", locale);
	}
}

static void
write_card(struct page *page, const char *title)
{
	write_property(page, "og:image", card_url(page));
	write_property(page, "og:image:width", "1200");
	write_property(page, "og:image:height", "630");
	write_property(page, "og:image:alt", full_title(page, title));
	write_meta(page, "twitter:card", "summary_large_image");
	write_meta(page, "twitter:image", card_url(page));
	write_meta(page, "twitter:image:alt", full_title(page, title));
}

/* What a link to the page shows of it (Open Graph, and what X takes besides). Its addresses must be
 * absolute. */
static void
write_preview(struct page *page, const char *title, const char *description)
{
	struct link link = same_page(page, page->lang);

	if (page->base_url[0] == '\0' ||
		!diagram_fits(DIAGRAM_CARD, page->model, page->matrix, NULL))
		return;
	write_property(page, "og:type", "website");
	write_property(page, "og:site_name", texts_value(&page->matrix->service_name, page->lang));
	write_property(page, "og:title", title[0] != '\0' ? title : full_title(page, title));
	if (description[0] != '\0')
		write_property(page, "og:description", description);
	write_property(page, "og:url", absolute(page, &link));
	write_locales(page);
	if (offer_has_picture(page->offer, FORMAT_PNG))
		write_card(page, title);
}

/* A page of results is made of its reader's words: no search engine should show it, and nothing in
 * its head repeats them. */
static bool
is_results(const struct page *page)
{
	return page->http_status == 200 && page->target->route == ROUTE_SEARCH &&
	       page->target->words[0] != '\0';
}

/* The module that answers on the page itself; NULL: it has none. */
static const char *
page_module(const struct page *page)
{
	static const char *const modules[ROUTE__COUNT] = {[ROUTE_CONTROLS] = "filter.js",
		[ROUTE_SEARCH] = "search.js",
		[ROUTE_PARTY] = "duties.js",
		[ROUTE_EMBED] = "embed.js"};

	if (page->target->route < 0 || (page->http_status != 200 && page->target->fault_count == 0))
		return NULL;
	return modules[page->target->route];
}

static void
write_head(struct page *page, const char *title, const char *description)
{
	struct html *h = page->html;

	html_open(h, "head");
	html_open(h, "meta");
	html_attr(h, "charset", "utf-8");
	html_simple(h, "title", NULL, full_title(page, title));
	write_meta(page, "viewport", "width=device-width, initial-scale=1");
	write_meta(page, "color-scheme", "light dark");
	if (description[0] != '\0')
		write_meta(page, "description", description);
	if (page->http_status != 200 || page->target->route == ROUTE_SEARCH)
		write_meta(page, "robots", "noindex");
	if (has_languages(page) && !is_results(page)) {
		write_alternates(page);
		write_preview(page, title, description);
		piece_linked_data(page, full_title(page, title), description);
	}
	if (page->http_status == 200 && page->target->route == ROUTE_HOME)
		write_home_alternate(page);
	write_feed_link(page);
	write_data_links(page);
	html_open(h, "link");
	html_attr(h, "rel", "icon");
	html_attr(h, "type", "image/svg+xml");
	html_attr(h, "href", asset_url(page, "favicon.svg"));
	write_head_link(page, "stylesheet", NULL, asset_url(page, "style.css"));
	if (page_module(page) != NULL) {
		html_open(h, "script");
		html_attr(h, "type", "module");
		html_attr(h, "src", asset_url(page, page_module(page)));
		html_close(h, "script");
	}
	html_close(h, "head");
}

/* -- header ------------------------------------------------------------------------------- */

/* A sheet of paper says in its first line what it is a print of; on screens the footer does. */
static void
write_stand(struct page *page)
{
	struct html *h = page->html;

	html_open(h, "span");
	html_attr(h, "class", "stand");
	html_text(h, page_say_with(page, "edition.number", "n",
			     arena_printf(page->arena, "%u", page->matrix->edition)));
	html_text(h, page_say(page, "separator"));
	html_text(h, page_say_date(page, page->matrix->date));
	html_close(h, "span");
}

static void
write_brand(struct page *page)
{
	struct html *h = page->html;
	struct link link = page_link(page, ROUTE_OVERVIEW);

	html_open(h, "p");
	html_attr(h, "class", "brand");
	if (page->matrix != NULL) {
		piece_open_link(page, &link);
		html_open(h, "strong");
		piece_plain(page, &page->matrix->service_name);
		html_close(h, "strong");
		html_lit(h, " ");
		html_open(h, "span");
		piece_plain(page, &page->matrix->title);
		html_close(h, "span");
		html_close(h, "a");
		write_stand(page);
	} else {
		link = (struct link){.to = ROUTE_HOME};
		piece_open_link(page, &link);
		html_simple(h, "strong", NULL, page_say(page, "site.name"));
		html_close(h, "a");
	}
	html_close(h, "p");
}

/* "page" for the page itself, "true" for a page below it, NULL for others. */
static const char *
current_mark(const struct page *page, enum route_id id)
{
	if (page->http_status != 200)
		return NULL;
	if (page->target->route == (int)id)
		return id == ROUTE_PARTY &&
				       page->target->party != matrix_first_customer(page->matrix)
			       ? "true"
			       : "page";
	return (page->target->route == ROUTE_CONTROL && id == ROUTE_CONTROLS) ||
			       (page->target->route == ROUTE_DIFFERENCE && id == ROUTE_CHANGES)
		       ? "true"
		       : NULL;
}

/* Where the head has no room for the form, it has a link to it. */
static void
write_search_item(struct page *page)
{
	struct link link = page_link(page, ROUTE_SEARCH);
	const char *mark = current_mark(page, ROUTE_SEARCH);

	html_open(page->html, "li");
	html_attr(page->html, "class", "narrow");
	piece_open_link(page, &link);
	if (mark != NULL)
		html_attr(page->html, "aria-current", mark);
	html_text(page->html, page_say(page, "search.title"));
	html_close(page->html, "a");
	html_close(page->html, "li");
}

static void
write_navigation(struct page *page)
{
	struct html *h = page->html;

	html_open(h, "nav");
	html_attr(h, "class", "pages");
	html_attr(h, "aria-label", page_say(page, "nav.label"));
	html_open(h, "ul");
	for (int i = 0; i < ROUTE__COUNT; i++) {
		struct link link = nav_link(page, (enum route_id)i);
		const char *mark = current_mark(page, (enum route_id)i);

		if (route_table[i].nav_id == NULL || !page_offers(page, (enum route_id)i))
			continue;
		html_open(h, "li");
		piece_open_link(page, &link);
		if (mark != NULL)
			html_attr(h, "aria-current", mark);
		html_text(h, page_say(page, route_table[i].nav_id));
		html_close(h, "a");
		html_close(h, "li");
	}
	write_search_item(page);
	html_close(h, "ul");
	html_close(h, "nav");
}

/* What those who read it call the language; NULL: no catalogue tells. */
static const char *
own_name(const struct page *page, const char *tag)
{
	const struct catalogue *catalogue = model_catalogue(page->model, tag);

	return catalogue != NULL && strcasecmp(catalogue->lang, tag) == 0 ? catalogue->name : NULL;
}

/* The way to the other languages; from a page that is in none of them to their start pages. */
static void
write_languages(struct page *page)
{
	struct html *h = page->html;
	const struct matrix *matrix = page->matrix;

	if (matrix->language_count < 2)
		return;
	html_open(h, "nav");
	html_attr(h, "class", "languages");
	html_attr(h, "aria-label", page_say(page, "nav.languages"));
	html_open(h, "ul");
	for (size_t i = 0; i < matrix->language_count; i++) {
		const char *tag = matrix->languages[i].tag, *name = own_name(page, tag);
		struct link link = has_languages(page) ? same_page(page, tag)
						       : page_link(page, ROUTE_OVERVIEW);

		link.lang = tag;
		html_open(h, "li");
		piece_open_link(page, &link);
		if (name != NULL)
			html_attr(h, "lang", tag);
		html_attr(h, "hreflang", tag);
		if (strcmp(tag, page->lang) == 0)
			html_attr(h, "aria-current", "true");
		html_text(h, name != NULL ? name : page_say_language(page, tag));
		html_close(h, "a");
		html_close(h, "li");
	}
	html_close(h, "ul");
	html_close(h, "nav");
}

/* Whether the page has a larger form than the header's. */
static bool
has_own_search(const struct page *page)
{
	return page->http_status == 200 &&
	       (page->target->route == ROUTE_OVERVIEW || page->target->route == ROUTE_SEARCH);
}

static void
write_header(struct page *page)
{
	struct html *h = page->html;

	html_open(h, "header");
	html_attr(h, "class", "site");
	html_open(h, "div");
	html_attr(h, "class", "wide");
	write_brand(page);
	if (page->matrix != NULL) {
		write_languages(page);
		write_navigation(page);
		if (!has_own_search(page))
			piece_search(page, "");
	}
	html_close(h, "div");
	html_close(h, "header");
}

/* -- which edition ------------------------------------------------------------------------------
 */

static void
write_banner(struct page *page, const char *words, const struct link *link, const char *link_words)
{
	html_open(page->html, "p");
	html_attr(page->html, "class", "banner");
	html_text(page->html, words);
	if (link != NULL) {
		html_lit(page->html, " ");
		piece_link(page, link, link_words);
	}
	html_close(page->html, "p");
}

/* The page for another plan or option; where it has nothing to show, the next one that has. */
static struct link
choice_link(struct page *page, bool of_plan, const struct choice *choice)
{
	const struct matrix *all = service_edition(page->service, page->matrix->edition);
	const struct choice *plan = of_plan ? choice : page->target->plan,
			    *option = of_plan ? page->target->option : choice;
	const struct matrix *m = matrix_for(page->arena, all, plan, option);
	struct link link = same_page(page, page->lang);

	link.plan = plan != NULL ? plan->key : NULL;
	link.option = option != NULL ? option->key : NULL;
	if (page->target->control != NULL &&
		matrix_control(m, page->target->control->clause) == NULL)
		link.to = ROUTE_CONTROLS;
	if (!route_available(link.to, m))
		link.to = ROUTE_OVERVIEW;
	if ((int)link.to != page->target->route)
		link.query = NULL;
	return link;
}

/* The ways to the same page for each plan, or with each option, and back to all. */
static void
write_choice_list(struct page *page, const char *id, const struct choice *choices, size_t count,
	const struct choice *chosen, bool plan)
{
	struct html *h = page->html;
	struct link link;

	html_open(h, "nav");
	html_attr(h, "class", "choices");
	html_attr(h, "aria-label", page_say(page, id));
	html_simple(h, "span", NULL, page_say(page, id));
	html_open(h, "ul");
	for (size_t i = 0; i <= count; i++) {
		const struct choice *choice = i > 0 ? &choices[i - 1] : NULL;

		link = choice_link(page, plan, choice);
		html_open(h, "li");
		piece_open_link(page, &link);
		if (choice == NULL ? chosen == NULL
				   : chosen != NULL && strcmp(choice->key, chosen->key) == 0)
			html_attr(h, "aria-current", "true");
		if (choice != NULL)
			piece_plain(page, &choice->name);
		else
			html_text(h, page_say(page, "choice.all"));
		html_close(h, "a");
		html_close(h, "li");
	}
	html_close(h, "ul");
	html_close(h, "nav");
}

/* Which plan and option the page is for, in words, and the ways to others. */
static void
write_choices(struct page *page)
{
	const struct matrix *m = page->matrix;
	const struct choice *plan = page->target->plan, *option = page->target->option;
	struct link link = same_page(page, page->lang);

	if (page->http_status != 200 || page->target->route < 0 ||
		!route_takes_choice((enum route_id)page->target->route))
		return;
	if (m->plan_count > 0)
		write_choice_list(page, "choice.plans", m->plans, m->plan_count, plan, true);
	if (m->option_count > 0)
		write_choice_list(
			page, "choice.options", m->options, m->option_count, option, false);
	link.plan = link.option = NULL;
	if (plan != NULL)
		write_banner(page,
			page_say_with(page, "choice.for-plan", "plan",
				texts_value(&plan->name, page->lang)),
			&link, page_say(page, "choice.show-all"));
	if (option != NULL)
		write_banner(page,
			page_say_with(page, "choice.for-option", "option",
				texts_value(&option->name, page->lang)),
			&link, page_say(page, "choice.show-all"));
}

/* Whether another edition has the page, too. */
static bool
has_page(const struct page *page, const struct matrix *other)
{
	const struct target *t = page->target;

	return has_languages(page) && matrix_language(other, page->lang) != NULL &&
	       route_available((enum route_id)t->route, other) && t->route != ROUTE_SUPPLIER &&
	       (t->control == NULL || matrix_control(other, t->control->clause) != NULL) &&
	       (t->party == NULL || matrix_party(other, t->party->id) != NULL);
}

/* An edition that is not the one to go by says so on each of its pages. */
static void
write_banners(struct page *page)
{
	const struct matrix *matrix = page->matrix;
	struct link link =
		has_languages(page) ? same_page(page, page->lang) : page_link(page, ROUTE_OVERVIEW);

	if (matrix->status != EDITION_PUBLISHED)
		write_banner(page,
			page_say_name(page, "edition", edition_status_name(matrix->status)), NULL,
			NULL);
	write_choices(page);
	if (service_is_current(page->service, matrix))
		return;
	if (!has_page(page, page->service->current))
		link.to = ROUTE_OVERVIEW;
	link.query = link.plan = link.option = NULL;
	link.edition = 0;
	write_banner(page,
		page_say_with(page, "edition.other", "edition",
			arena_printf(page->arena, "%u", matrix->edition)),
		&link, page_say(page, "edition.go-current"));
}

static void
write_edition(struct page *page)
{
	const struct matrix *matrix = page->matrix;
	struct link link = page_link(page, ROUTE_CHANGES);
	struct html *h = page->html;

	html_open(h, "p");
	html_attr(h, "class", "edition");
	piece_plain(page, &matrix->title);
	html_lit(h, " ");
	piece_stand(page, matrix, true);
	piece_open_link(page, &link);
	html_attr(h, "class", "screen");
	html_text(h, page_say(page, "changes.title"));
	html_close(h, "a");
	html_close(h, "p");
}

/* The address under which this page stays as it is. */
static void
write_permanent(struct page *page)
{
	struct link link = same_page(page, page->lang);

	if (!has_languages(page) || page->target->route == ROUTE_SEARCH)
		return;
	link.edition = page->matrix->edition;
	html_open(page->html, "p");
	html_attr(page->html, "class", "permanent");
	html_text(page->html, page_say(page, "edition.permanent"));
	html_lit(page->html, " ");
	piece_link(page, &link, absolute(page, &link));
	html_close(page->html, "p");
}

/* -- the frame ------------------------------------------------------------------------------------
 */

void
page_begin(struct page *page, const char *title, const char *description)
{
	struct html *h = page->html;

	html_doctype(h);
	html_open(h, "html");
	html_attr(h, "lang", page_words_language(page));
	write_head(page, title, description);
	html_open(h, "body");
	html_open(h, "a");
	html_attr(h, "class", "skip");
	html_attr(h, "href", "#page-content");
	html_text(h, page_say(page, "nav.skip"));
	html_close(h, "a");
	write_header(page);
	html_open(h, "main");
	html_attr(h, "id", "page-content");
	html_attr(h, "class", "wide");
	if (page->matrix != NULL)
		write_banners(page);
}

void
page_end(struct page *page)
{
	struct html *h = page->html;

	html_close(h, "main");
	html_open(h, "footer");
	html_attr(h, "class", "site");
	html_open(h, "div");
	html_attr(h, "class", "wide");
	if (page->matrix != NULL) {
		write_edition(page);
		write_permanent(page);
	}
	html_simple(h, "p", "made", page_say(page, "site.made"));
	html_close(h, "div");
	html_close(h, "footer");
	html_close(h, "body");
	html_close(h, "html");
	html_end(h);
	phrases_end(page);
}
