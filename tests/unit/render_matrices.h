/* render_matrices: small documents for the tests of pictures, built by hand.
 *
 * A cell is written as words: "A:customer;R:aws" (A answers, R runs, S supports, C is consulted, I
 * is informed), "-" is not applicable, "?" is unspecified. Two wordings stand together as
 * "日本語|English"; one alone is the original's. */
#ifndef DEMARC_TESTS_RENDER_MATRICES_H
#define DEMARC_TESTS_RENDER_MATRICES_H

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "model/model.h"

#ifndef COUNT
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#endif

struct fixture {
	struct arena *arena;
	struct model model;
	struct service service;
	struct matrix matrix;
	const struct matrix *editions[1];
	struct table table; /* the one in the making, or the only one */
	struct table tables[4];
};

struct party_spec {
	const char *id, *name;
	enum party_kind kind;
};

struct row_spec {
	const char *id, *name;
	const char *cells[4];
	enum row_kind kind;
	const char *detail;
};

/* The data directory: its catalogues and frameworks are the fixtures' too. */
static struct model *data_model;

static struct texts
texts(struct fixture *f, const char *both)
{
	const char *bar = both != NULL ? strchr(both, '|') : NULL;
	struct text *v = arena_array(f->arena, 2, sizeof(*v));

	if (both == NULL)
		return (struct texts){0};
	v[0] = (struct text){.language = language_of(f->matrix.original),
		.value = bar != NULL ? arena_strndup(f->arena, both, (size_t)(bar - both)) : both};
	v[1] = (struct text){.language = language_of("en"), .value = bar != NULL ? bar + 1 : both};
	return (struct texts){.v = v, .count = bar != NULL ? 2 : 1};
}

static void
fixture_init(struct fixture *f, const char *original, const char *service, const char *title,
	const struct party_spec *specs, size_t n)
{
	static const struct source_file nowhere = {.path = "test"};
	struct language *languages;
	struct party *parties;

	*f = (struct fixture){.arena = arena_new()};
	f->matrix.original = original;
	f->matrix.file = &nowhere;
	f->matrix.path = nowhere.path;
	f->matrix.service = "test";
	f->matrix.service_name = texts(f, service);
	f->matrix.edition = 1;
	f->matrix.date = "2024-07-26";
	f->matrix.status = EDITION_PUBLISHED;
	f->matrix.languages = languages = arena_array(f->arena, 2, sizeof(*languages));
	f->matrix.language_count = strcmp(original, "en") == 0 ? 1 : 2;
	languages[0] = (struct language){.tag = original, .original = true};
	languages[1] = (struct language){.tag = "en"};
	f->matrix.parties = parties = arena_array(f->arena, n, sizeof(*parties));
	f->matrix.party_count = n;
	for (size_t i = 0; i < n; i++)
		parties[i] = (struct party){.id = specs[i].id,
			.kind = specs[i].kind,
			.name = texts(f, specs[i].name),
			.index = i};
	f->matrix.publisher = n > 1 ? &parties[1] : NULL;
	f->matrix.tables = &f->table;
	f->matrix.table_count = 1;
	f->table.id = "boundary";
	f->table.title = texts(f, title);
	f->editions[0] = &f->matrix;
	f->service = (struct service){"test", f->editions, 1, &f->matrix};
	f->model = (struct model){.services = &f->service, .service_count = 1};
	f->model.catalogues = data_model->catalogues;
	f->model.catalogue_count = data_model->catalogue_count;
	f->model.frameworks = data_model->frameworks;
	f->model.framework_count = data_model->framework_count;
}

static struct parts
parts(struct fixture *f, const char *spec)
{
	static const char letters[] = "ARSCI";
	struct part *v = arena_array(f->arena, 16, sizeof(*v));
	char *copy = arena_strdup(f->arena, spec), *word, *note;
	size_t n = 0;

	for (; (word = strsep(&copy, ";")) != NULL; n++) {
		v[n].does = (enum does)(strchr(letters, word[0]) - letters);
		note = strchr(word, '=');
		if (note != NULL)
			*note++ = '\0';
		v[n].party = matrix_party(&f->matrix, word + 2);
		v[n].text = texts(f, note);
		assert(v[n].party != NULL);
	}
	return (struct parts){.v = v, .count = n};
}

static struct cell
cell(struct fixture *f, const char *spec)
{
	if (spec[0] == '-')
		return (struct cell){.kind = CELL_NOT_APPLICABLE,
			.reason = texts(f, spec[1] != '\0' ? spec + 1 : NULL)};
	if (spec[0] == '?')
		return (struct cell){.kind = CELL_UNSPECIFIED};
	return (struct cell){.kind = CELL_PARTS, .parts = parts(f, spec)};
}

/* Columns, if any, come first. */
static struct row *
fixture_rows(struct fixture *f, const struct row_spec *specs, size_t n)
{
	struct row *rows = arena_array(f->arena, n, sizeof(*rows));
	size_t columns = table_cell_count(&f->table);

	for (size_t i = 0; i < n; i++) {
		struct cell *cells = arena_array(f->arena, columns, sizeof(*cells));

		for (size_t c = 0; c < columns; c++)
			cells[c] = cell(f, specs[i].cells[c]);
		rows[i] = (struct row){.id = specs[i].id,
			.kind = specs[i].kind,
			.name = texts(f, specs[i].name),
			.detail = texts(f, specs[i].detail),
			.cells = cells};
	}
	f->table.rows = rows;
	f->table.row_count = n;
	return rows;
}

static void
fixture_columns(struct fixture *f, const char *const *names, size_t n)
{
	struct column *columns = arena_array(f->arena, n, sizeof(*columns));

	for (size_t i = 0; i < n; i++)
		columns[i] = (struct column){.id = "c", .name = texts(f, names[i])};
	f->table.columns = columns;
	f->table.column_count = n;
}

/* The table is done, and another one begins. */
static void
fixture_next_table(struct fixture *f, const char *id, const char *title)
{
	size_t n = f->matrix.tables == &f->table ? 0 : f->matrix.table_count;

	f->tables[n] = f->table;
	f->matrix.tables = f->tables;
	f->matrix.table_count = n + 1;
	f->table = (struct table){.id = id, .title = texts(f, title)};
}

static void
fixture_group(struct fixture *f, struct row *rows, const char *name, size_t first, size_t count)
{
	struct row_group *group = ARENA_NEW(f->arena, struct row_group);

	*group = (struct row_group){
		.id = name, .name = texts(f, name), .first_row = first, .row_count = count};
	for (size_t i = first; i < first + count; i++)
		rows[i].group = group;
}

static void
fixture_condition(struct fixture *f, struct row *row, enum condition_kind kind, const char *name,
	const char *spec)
{
	struct cell *c = (struct cell *)&row->cells[0];
	struct condition *v = arena_array(f->arena, c->condition_count + 1, sizeof(*v));
	struct cell moved = cell(f, spec);

	if (c->condition_count > 0)
		memcpy(v, c->conditions, c->condition_count * sizeof(*v));
	v[c->condition_count++] = (struct condition){.kind = kind,
		.name = texts(f, name),
		.cell = moved.kind,
		.parts = moved.parts,
		.reason = moved.reason};
	c->conditions = v;
}

static void
fixture_footnote(struct fixture *f, struct row *row, const char *text)
{
	struct cell *c = (struct cell *)&row->cells[0];
	struct footnote *notes = arena_array(f->arena, f->table.footnote_count + 1, sizeof(*notes));
	const struct footnote **here = arena_array(f->arena, 1, sizeof(*here));

	assert(f->table.footnote_count == 0);
	notes[0] = (struct footnote){.id = "note", .text = texts(f, text), .number = 1};
	f->table.footnotes = notes;
	f->table.footnote_count = 1;
	here[0] = &notes[0];
	c->footnotes = here;
	c->footnote_count = 1;
}

struct control_spec {
	const char *clause, *parts; /* as in a cell; "": nobody */
	const char *maps;           /* "5.1;8.2"; "": none */
};

/* Controls of ISO/IEC 27017:2015, mapped to ISO/IEC 27001:2022. */
static void
fixture_controls(struct fixture *f, const struct control_spec *specs, size_t n)
{
	static const struct uses uses[] = {{.framework = "iso27017-2015", .role = USES_PRIMARY},
		{.framework = "iso27001-2022", .role = USES_MAPPED}};
	struct control *controls = arena_array(f->arena, n, sizeof(*controls));

	for (size_t i = 0; i < n; i++) {
		struct counterpart *maps = arena_array(f->arena, 16, sizeof(*maps));
		char *copy = arena_strdup(f->arena, specs[i].maps), *clause;

		controls[i] = (struct control){.clause = specs[i].clause, .index = i, .maps = maps};
		if (specs[i].parts[0] != '\0')
			controls[i].parts = parts(f, specs[i].parts);
		while (specs[i].maps[0] != '\0' && (clause = strsep(&copy, ";")) != NULL)
			maps[controls[i].map_count++] = (struct counterpart){
				.framework = "iso27001-2022", .clause = clause};
	}
	f->matrix.uses = uses;
	f->matrix.uses_count = COUNT(uses);
	f->matrix.control_framework = "iso27017-2015";
	f->matrix.controls = controls;
	f->matrix.control_count = n;
}

/* -- the documents ----------------------------------------------------------------- */

static const struct party_spec four_parties[] = {
	{"customer", "お客様|Customer", PARTY_CUSTOMER},
	{"chrofy", "CHROFY株式会社|CHROFY", PARTY_PROVIDER},
	{"trendmicro", "トレンドマイクロ|Trend Micro", PARTY_SUPPLIER},
	{"aws", "他事業者（IaaSなど）|Third parties (IaaS etc.)", PARTY_SUPPLIER},
};

/* Eight layers, three owners, one of the layers run by a fourth party. */
static void
make_layers(struct fixture *f)
{
	static const struct row_spec rows[] = {
		{"data", "本サービス上に保存されたデータ|Data stored in the service",
			{"A:customer;R:customer"}, 0, NULL},
		{"internet",
			"ネットワーク（インターネットへの接続）|Network (connection to the Internet)",
			{"A:customer;R:customer"}, 0, NULL},
		{"application", "アプリケーション|Application", {"A:chrofy;R:chrofy"}, 0, NULL},
		{"trendmicro", "他事業者（トレンドマイクロ）|Third party (Trend Micro)",
			{"A:chrofy;R:trendmicro"}, 0, NULL},
		{"hypervisor", "仮想化層（ハイパーバイザー）|Virtualization layer (hypervisor)",
			{"A:aws;R:aws"}, 0, NULL},
		{"backbone", "ネットワーク（バックボーン）|Network (backbone)", {"A:aws;R:aws"}, 0,
			NULL},
		{"facilities",
			"物理設備（サーバー、ネットワーク設備など）|Physical facilities (servers, network "
			"equipment, etc.)",
			{"A:aws;R:aws"}, 0, NULL},
		{"site", "土地・建物|Land and buildings", {"A:aws;R:aws"}, 0, NULL},
	};

	fixture_init(f, "ja", "CHROFY|CHROFY",
		"本サービスにおける責任分界|Demarcation of responsibilities in this service",
		four_parties, COUNT(four_parties));
	fixture_rows(f, rows, COUNT(rows));
}

static void
make_two_rows(struct fixture *f)
{
	static const struct row_spec rows[] = {
		{"a", "A", {"A:customer"}, 0, NULL},
		{"b", "B", {"A:provider"}, 0, NULL},
	};
	static const struct party_spec parties[] = {
		{"customer", "You", PARTY_CUSTOMER},
		{"provider", "Us", PARTY_PROVIDER},
	};

	fixture_init(f, "en", "S", "Who", parties, COUNT(parties));
	fixture_rows(f, rows, COUNT(rows));
}

static void
make_sixty_rows(struct fixture *f)
{
	static const char *const owners[] = {
		"A:customer", "A:chrofy;R:trendmicro", "A:chrofy", "A:aws;R:aws"};
	struct row_spec rows[60] = {0};
	static char names[60][64], ids[60][8];

	fixture_init(f, "ja", "大規模サービス|Large service", "責任分界|Boundary", four_parties,
		COUNT(four_parties));
	for (size_t i = 0; i < 60; i++) {
		snprintf(ids[i], sizeof(ids[i]), "r%zu", i);
		snprintf(names[i], sizeof(names[i]), "管理対象%zu|Managed item %zu", i + 1, i + 1);
		rows[i] = (struct row_spec){
			ids[i], names[i], {owners[i / 5 % 4]}, ROW_RESOURCE, NULL};
	}
	fixture_rows(f, rows, 60);
}

static const struct party_spec nine_parties[] = {
	{"p1", "Customer", PARTY_CUSTOMER},
	{"p2", "Provider", PARTY_PROVIDER},
	{"p3", "Cloud supplier", PARTY_SUPPLIER},
	{"p4", "Security supplier", PARTY_SUPPLIER},
	{"p5", "Reseller", PARTY_PARTNER},
	{"p6", "Integrator", PARTY_PARTNER},
	{"p7", "Supervisory authority", PARTY_AUTHORITY},
	{"p8", "Auditor", PARTY_OTHER},
	{"p9", "Telecommunications carrier", PARTY_SUPPLIER},
};

static void
make_nine_parties(struct fixture *f)
{
	static const struct row_spec rows[] = {
		{"r1", "Identities and their rights", {"A:p1"}, 0, NULL},
		{"r2", "Configuration", {"A:p1;A:p2"}, 0, "Settings of the tenant"},
		{"r3", "Application", {"A:p2;R:p6;S:p5"}, 0, NULL},
		{"r4", "Runtime", {"A:p3;R:p3;R:p9"}, 0, NULL},
		{"r5", "Protection against malware", {"A:p4"}, 0, NULL},
		{"r6", "Sales", {"A:p5;I:p1"}, 0, NULL},
		{"r7", "Roll-out", {"A:p6;R:p6=with the customer's staff on site"}, 0, NULL},
		{"r8", "Licences", {"A:p7"}, 0, NULL},
		{"r9", "Attestation", {"A:p8"}, 0, NULL},
		{"r10", "Lines", {"A:p9"}, 0, NULL},
	};

	fixture_init(f, "en", "Nine parties", "Boundary of responsibilities", nine_parties,
		COUNT(nine_parties));
	fixture_rows(f, rows, COUNT(rows));
}

#define LONG_JA                                                                                                                                               \
	"本サービスの提供にあたり当社が利用する他事業者の設備、回線、ソフトウェア（「物理サーバー」「ネット" \
	"ワーク機器」など）、"                                                                                                                      \
	"ならびにそれらの保守・運用に関わる要員、手順、記録、監査証跡の一切であって、当社が別途定めるもの、" \
	"および"                                                                                                                                           \
	"お客様との個別の契約に定めるものをいいます。"
#define LONG_EN                                                                                             \
	"Everything that the supplier's equipment, lines and software (“physical servers”, “network " \
	"devices” and the like) "                                                                         \
	"need to be operated"

static void
make_long_labels(struct fixture *f)
{
	static const struct party_spec parties[] = {
		{"customer",
			"本サービスをご利用いただくお客様（利用契約を締結した法人および団体）|The customer "
			"who has concluded a "
			"contract of use, be it a company or an association",
			PARTY_CUSTOMER},
		{"provider",
			"株式会社長い名前のクラウドサービス事業者ホールディングス|A Cloud Service Provider "
			"With a Very Long "
			"Name Holdings",
			PARTY_PROVIDER},
	};
	static const struct row_spec rows[] = {
		{"r1", LONG_JA "|" LONG_EN, {"A:customer;R:provider"}, 0, LONG_JA "|" LONG_EN},
		{"r2", LONG_JA "|" LONG_EN, {"A:customer"}, 0, NULL},
		{"r3", "字|x", {"A:provider=" LONG_JA "|" LONG_EN}, 0, NULL},
		{"r4", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
			{"A:provider"}, 0, NULL},
	};

	fixture_init(f, "ja", LONG_JA "|" LONG_EN, LONG_JA "|" LONG_EN, parties, COUNT(parties));
	fixture_rows(f, rows, COUNT(rows));
}

/* Every form a cell can take, groups, an interface, footnotes and a wording that is not translated.
 */
static void
make_forms(struct fixture *f)
{
	static const struct row_spec rows[] = {
		{"data", "データ|Data", {"A:customer"}, 0,
			"お客様が登録した情報|What the customer has entered"},
		{"api", "API|API", {"A:customer;A:chrofy"}, ROW_INTERFACE, NULL},
		{"app", "アプリケーション|Application", {"A:chrofy;R:trendmicro;S:aws;I:customer"},
			0, NULL},
		{"net", "ネットワーク分離",
			{"-サーバレスを採用しているため|because it is serverless"}, 0, NULL},
		{"usb", "記録媒体|Removable media",
			{"-サーバレスを採用しているため|because it is serverless"}, 0, NULL},
		{"log", "ログ|Logs", {"?"}, 0, NULL},
		{"mail", "電子メール|E-mail", {"R:aws"}, 0, NULL},
		{"site", "土地・建物|Land and buildings", {"A:aws"}, 0, NULL},
	};
	struct row *r;

	fixture_init(
		f, "ja", "見本|Sample", "あらゆる形|All forms", four_parties, COUNT(four_parties));
	f->matrix.status = EDITION_DRAFT;
	r = fixture_rows(f, rows, COUNT(rows));
	fixture_group(f, r, "論理層|Logical layers", 0, 3);
	fixture_group(f, r, "物理層|Physical layers", 3, 5);
	fixture_condition(
		f, &r[0], CONDITION_PLAN, "エンタープライズ|Enterprise", "A:chrofy;R:aws");
	fixture_condition(f, &r[0], CONDITION_OPTION, "保管なし|No storage", "-");
	fixture_condition(f, &r[7], CONDITION_CONTRACT, "専用設備|Dedicated site", "A:customer");
	fixture_footnote(f, &r[2], "監視は24時間行います。|Monitored around the clock.");
}

/* The usual chart of service models. */
static void
make_columns(struct fixture *f)
{
	static const char *const names[] = {"オンプレミス|On premises", "IaaS", "PaaS", "SaaS"};
	static const struct row_spec rows[] = {
		{"data", "データ|Data",
			{"A:customer", "A:customer", "A:customer", "A:customer;R:chrofy"}, 0, NULL},
		{"app", "アプリケーション|Application",
			{"A:customer", "A:customer", "A:customer;A:chrofy", "A:chrofy"}, 0, NULL},
		{"os", "OS", {"A:customer", "A:customer", "A:chrofy", "A:chrofy"}, 0, NULL},
		{"hv", "仮想化層|Virtualization", {"A:customer", "A:aws", "A:aws", "A:aws"}, 0,
			NULL},
		{"hw", "ハードウェア|Hardware", {"A:customer", "A:aws", "A:aws", "A:aws"}, 0, NULL},
		{"dc", "建物|Building", {"?", "-", "A:aws", "A:aws;S:chrofy"}, 0, NULL},
	};

	fixture_init(f, "ja", "見本|Sample",
		"サービスモデルごとの責任|Responsibility by service model", four_parties,
		COUNT(four_parties));
	fixture_columns(f, names, COUNT(names));
	fixture_rows(f, rows, COUNT(rows));
}

/* Task columns and three parties of a managed platform. */
static void
make_tasks(struct fixture *f)
{
	static const char *const names[] = {
		"設計|Design", "構築|Build", "監視|Watch", "復旧|Restore"};
	static const struct row_spec rows[] = {
		{"os", "OS・ミドルウェア|Operating system and middleware",
			{"A:customer;S:chrofy", "A:chrofy;R:chrofy",
				"A:chrofy;R:trendmicro;I:customer",
				"A:chrofy;R:trendmicro;I:customer"},
			0, "パッチを含む|patches included"},
		{"db", "データベース|Database",
			{"A:customer", "A:customer;R:chrofy=依頼に基づく|on request", "?",
				"-対象外のため|out of scope"},
			0, NULL},
		{"net", "ネットワーク|Network",
			{"A:chrofy", "A:chrofy", "A:aws;R:aws", "A:aws;R:aws"}, 0, NULL},
	};

	fixture_init(f, "ja", "マネージド基盤|Managed platform",
		"作業ごとの分担|Responsibility by task", four_parties, COUNT(four_parties));
	fixture_columns(f, names, COUNT(names));
	fixture_rows(f, rows, COUNT(rows));
}

/* A payment-card list: ranges of requirements, and what does not apply and why; mapped in every way
 * there is. */
static void
make_requirements(struct fixture *f)
{
	static const struct row_spec rows[] = {
		{"r1", "1.1–1.2 Network security controls", {"A:customer;A:chrofy"},
			ROW_REQUIREMENT, NULL},
		{"r3", "3.1–3.7 Stored account data",
			{"A:customer;S:chrofy=provides encryption at rest"}, ROW_REQUIREMENT, NULL},
		{"r8", "8.3.6 Passwords of at least 12 characters", {"A:chrofy"}, ROW_REQUIREMENT,
			NULL},
		{"r9", "9.5 Point-of-interaction devices",
			{"-because the service takes no cards in person"}, ROW_REQUIREMENT, NULL},
		{"r11", "11.3 Vulnerability scans", {"A:chrofy;R:trendmicro;I:customer"},
			ROW_REQUIREMENT, NULL},
	};
	static const struct control_spec controls[] = {
		{"5.1.1", "R:chrofy", "5.1;5.2;5.3"},
		{"6.1.1", "A:customer;A:chrofy;R:trendmicro;R:aws", "5.1"},
		{"9.2.1", "", "8.34"},
		{"CLD.6.3.1", "I:customer", ""},
		{"12.4.1", "A:aws", "5.1;8.15"},
	};
	struct row *r;

	fixture_init(f, "en", "Payments", "Who meets which requirement", four_parties,
		COUNT(four_parties));
	r = fixture_rows(f, rows, COUNT(rows));
	fixture_condition(f, &r[4], CONDITION_OPTION, "Scanning", "A:trendmicro");
	fixture_controls(f, controls, COUNT(controls));
}

/* Wordings in four languages. */
static void
make_four_languages(struct fixture *f)
{
	static const char *const tags[] = {"de", "en", "fr", "ja"};
	static const char *const names[][4] = {
		{"Daten", "Data", "Données", "データ"},
		{"Anwendung und Geschäftslogik", "Application", "Application et règles de gestion",
			"アプリケーション"},
		{"Gebäude", "Building", "Bâtiment", "建物"},
	};
	static const struct row_spec rows[] = {
		{"data", "", {"A:customer"}, 0, NULL},
		{"app", "", {"A:chrofy;R:aws"}, 0, NULL},
		{"site", "", {"A:aws"}, 0, NULL},
	};
	struct language *languages;
	struct row *r;

	fixture_init(f, "de", "Vier Sprachen", "Verantwortungsgrenze", four_parties,
		COUNT(four_parties));
	r = fixture_rows(f, rows, COUNT(rows));
	f->matrix.languages = languages = arena_array(f->arena, COUNT(tags), sizeof(*languages));
	f->matrix.language_count = COUNT(tags);
	for (size_t i = 0; i < COUNT(tags); i++)
		languages[i] = (struct language){.tag = tags[i], .original = i == 0};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct text *v = arena_array(f->arena, COUNT(tags), sizeof(*v));

		for (size_t k = 0; k < COUNT(tags); k++)
			v[k] = (struct text){
				.language = language_of(tags[k]), .value = names[i][k]};
		r[i].name = (struct texts){.v = v, .count = COUNT(tags)};
	}
}

/* A table with columns, one without that has a group and a condition, one without rows, and a list.
 */
static void
make_three_tables(struct fixture *f)
{
	static const struct party_spec parties[] = {
		{"customer", "Customer", PARTY_CUSTOMER},
		{"provider", "Harbour", PARTY_PROVIDER},
		{"carrier", "Carrier", PARTY_SUPPLIER},
	};
	static const struct row_spec models[] = {
		{"data", "Data", {"A:customer", "A:customer", "A:customer"}, 0, NULL},
		{"network", "Network",
			{"A:provider", "A:provider;A:carrier", "A:provider;I:customer"}, 0, NULL},
	};
	static const struct row_spec services[] = {
		{"keys", "Keys", {"A:customer;S:provider"}, ROW_RESOURCE, NULL},
		{"backups", "Backups", {"?"}, ROW_RESOURCE, NULL},
	};
	static const struct row_spec duties[] = {{"report", "Report of incidents",
		{"A:provider;I:customer"}, ROW_REQUIREMENT, NULL}};
	struct row *rows;

	fixture_init(f, "en", "Harbour Cloud", "Service models", parties, COUNT(parties));
	f->matrix.title = texts(f, "Who does what at Harbour");
	f->table.id = "models";
	fixture_columns(f, (const char *const[]){"IaaS", "PaaS", "SaaS"}, 3);
	fixture_rows(f, models, COUNT(models));
	fixture_next_table(f, "services", "Services");
	rows = fixture_rows(f, services, COUNT(services));
	fixture_group(f, rows, "Storage", 0, 2);
	fixture_condition(f, &rows[1], CONDITION_PLAN, "Basic", "A:customer");
	fixture_next_table(f, "nothing", "Nothing yet");
	fixture_next_table(f, "duties", "Duties");
	fixture_rows(f, duties, COUNT(duties));
	fixture_next_table(f, "", "");
}

/* The document that the data directory holds. */
static void
make_chrofy(struct fixture *f)
{
	*f = (struct fixture){.arena = arena_new(),
		.model = *data_model,
		.matrix = *data_model->services[0].current};
}

static const struct {
	const char *name;
	void (*make)(struct fixture *);
} fixtures[] = {
	{"layers", make_layers},
	{"two-rows", make_two_rows},
	{"sixty-rows", make_sixty_rows},
	{"nine-parties", make_nine_parties},
	{"long-labels", make_long_labels},
	{"forms", make_forms},
	{"columns", make_columns},
	{"tasks", make_tasks},
	{"requirements", make_requirements},
	{"four-languages", make_four_languages},
	{"three-tables", make_three_tables},
	{"chrofy", make_chrofy},
};

static void
fixture_fini(struct fixture *f)
{
	arena_free(f->arena);
}

#endif
