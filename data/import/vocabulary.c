#include "vocabulary.h"

#include <string.h>

#include "base/own.h"
#include "base/buf.h"
#include "base/utf8.h"

static uint32_t
narrow(uint32_t c)
{
	if (c >= 0xff01 && c <= 0xff5e)
		c -= 0xff01 - '!';
	if (c == 0x3000 || c == 0xa0)
		c = ' ';
	return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

char *
vocabulary_fold(struct arena *arena, const char *words)
{
	OWN(buf_fini) struct buf out = {0};
	size_t len;

	for (; *words != '\0'; words += len) {
		uint32_t c = narrow(utf8_next(words, &len));

		if (c >= 0x80)
			buf_add(&out, words, len);
		else if (c > ' ')
			buf_char(&out, (char)c);
		else if (out.len > 0 && buf_cstr(&out)[out.len - 1] != ' ')
			buf_char(&out, ' ');
	}
	while (out.len > 0 && out.data[out.len - 1] == ' ')
		out.len--;
	return arena_strndup(arena, buf_cstr(&out), out.len);
}

bool
vocabulary_has(const char *const *list, const char *folded)
{
	for (; *list != NULL; list++)
		if (strcmp(*list, folded) == 0)
			return true;
	return false;
}

static const char *const customers[] = {"customer", "customers", "the customer", "client", "tenant",
	"user", "users", "csc", "cloud customer", "cloud service customer", "agency", "subscriber",
	"consumer", "you", "your", "クラウド利用者", "クラウドサービス利用者", "ご利用者", "お客様",
	"お客さま", "お客様側", "顧客", "利用者", "利用者側", "ユーザー", "ユーザ", "利用企業",
	"契約者", "貴社", "クラウドサービスカスタマ", NULL};
static const char *const providers[] = {"provider", "the provider", "csp", "vendor", "us", "we",
	"our", "クラウドサービス事業者", "サービスプロバイダ", "クラウドプロバイダ", "our company",
	"service provider", "cloud provider", "cloud service provider", "tpsp",
	"third-party service provider", "third party service provider", "当社", "当社側", "弊社",
	"事業者", "事業者側", "クラウド事業者", "サービス事業者", "提供者", "サービス提供者",
	"ベンダー", "クラウドサービスプロバイダ", NULL};

bool
vocabulary_party(const char *folded, enum party_kind *kind)
{
	*kind = vocabulary_has(customers, folded) ? PARTY_CUSTOMER : PARTY_PROVIDER;
	return *kind == PARTY_CUSTOMER || vocabulary_has(providers, folded);
}

const char *
vocabulary_without_duty(struct arena *arena, const char *folded)
{
	static const char *const ends[] = {"'s", "’s", " responsibility", " responsibilities",
		" duties", " duty", " role", " side", "の責任範囲", "の責任", "の役割", "の対応",
		"の担当", "の実施事項", "側", "責任"};
	size_t len = strlen(folded), before;

	do {
		before = len;
		for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
			size_t n = strlen(ends[i]);

			if (len > n && strncmp(folded + len - n, ends[i], n) == 0)
				len -= n;
		}
	} while (len != before);
	return arena_strndup(arena, folded, len);
}

enum plain_sign
vocabulary_mark(const char *folded)
{
	static const char *const signs[][9] = {[MARK_X] = {"x"},
		[MARK_TICK] = {"✓", "✔", "✔\xef\xb8\x8f", "☑", "✅", "●", "■"},
		[MARK_CIRCLE] = {"○", "◯", "〇"},
		[MARK_CROSS] = {"×", "✕", "✗", "☓"}};

	for (int mark = MARK_X; mark < MARK__COUNT; mark++)
		if (vocabulary_has(signs[mark], folded))
			return (enum plain_sign)mark;
	return MARK_NONE;
}

int
vocabulary_yes_no(const char *folded)
{
	static const char *const yes[] = {
		"yes", "y", "true", "はい", "有", "有り", "あり", "100%", NULL};
	static const char *const no[] = {
		"no", "n", "false", "いいえ", "無", "無し", "なし", "0%", NULL};

	if (vocabulary_has(yes, folded))
		return 1;
	return vocabulary_has(no, folded) ? 0 : -1;
}

bool
vocabulary_shared(const char *folded, enum sharing *sharing)
{
	static const char *const unstated[] = {"shared", "both", "shared responsibility",
		"shared responsibilities", "both / shared", "shared / both", "both/shared",
		"shared/both", "shared csp and csc", "共有", "双方", "両者", "共同責任", "共有責任",
		NULL};
	static const char *const jointly[] = {"joint", "jointly", "shared jointly",
		"shared (dependent)", "shared dependent", "共同", "共同で実施", NULL};
	static const char *const divided[] = {"divided", "split", "shared (independent)",
		"shared independent", "分担", "それぞれ", NULL};

	*sharing = vocabulary_has(jointly, folded)   ? SHARED_JOINTLY
		   : vocabulary_has(divided, folded) ? SHARED_DIVIDED
						     : SHARED_UNSTATED;
	return *sharing != SHARED_UNSTATED || vocabulary_has(unstated, folded);
}

const char *
vocabulary_not_applicable(struct arena *arena, const char *words)
{
	static const char *const starts[] = {
		"n/a", "na", "not applicable", "n.a.", "対象外", "該当なし", "適用外", "非該当"};
	static const char *const marks[] = {":", "：", "-", "－", "–", "—", "(", "（", "、", ","};
	const char *folded = vocabulary_fold(arena, words), *behind = NULL;
	size_t len;

	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]) && behind == NULL; i++) {
		size_t n = strlen(starts[i]);

		if (strncmp(folded, starts[i], n) != 0)
			continue;
		if (folded[n] == '\0')
			return "";
		for (size_t m = 0; m < sizeof(marks) / sizeof(marks[0]); m++)
			if (strncmp(folded + n + (folded[n] == ' '), marks[m], strlen(marks[m])) ==
				0)
				behind = marks[m];
	}
	if (behind == NULL)
		return NULL;
	/* the same mark, in the words as they are */
	for (; *words != '\0'; words += len) {
		bool found = false;

		(void)utf8_next(words, &len);
		for (size_t m = 0; m < sizeof(marks) / sizeof(marks[0]); m++)
			found = found || strncmp(words, marks[m], strlen(marks[m])) == 0;
		if (found)
			break;
	}
	if (*words == '\0')
		return "";
	words += len;
	words += strspn(words, " \n");
	len = strlen(words);
	if (len > 0 && words[len - 1] == ')')
		len--;
	else if (len >= strlen("）") && strcmp(words + len - strlen("）"), "）") == 0)
		len -= strlen("）");
	return arena_strndup(arena, words, len);
}

int
vocabulary_meaning(const char *folded)
{
	/* What denies comes first, and what is only part of it before the whole. */
	static const struct {
		const char *part;
		int meaning;
	} words[] = {{"not ", MEANS_NO_PART}, {"does not", MEANS_NO_PART}, {"no ", MEANS_NO_PART},
		{"none", MEANS_NO_PART}, {"しない", MEANS_NO_PART}, {"なし", MEANS_NO_PART},
		{"無し", MEANS_NO_PART}, {"負わない", MEANS_NO_PART}, {"ない", MEANS_NO_PART},
		{"accountable", DOES_ANSWERS}, {"承認", DOES_ANSWERS}, {"説明責任", DOES_ANSWERS},
		{"consult", DOES_CONSULTED}, {"相談", DOES_CONSULTED}, {"協議", DOES_CONSULTED},
		{"助言", DOES_CONSULTED}, {"inform", DOES_INFORMED}, {"報告", DOES_INFORMED},
		{"通知", DOES_INFORMED}, {"連絡", DOES_INFORMED}, {"情報提供", DOES_INFORMED},
		{"support", DOES_SUPPORTS}, {"assist", DOES_SUPPORTS}, {"支援", DOES_SUPPORTS},
		{"補助", DOES_SUPPORTS}, {"協力", DOES_SUPPORTS}, {"副", DOES_SUPPORTS},
		{"partial", DOES_SUPPORTS}, {"一部", DOES_SUPPORTS}, {"answers", DOES_ANSWERS},
		{"owner", DOES_ANSWERS}, {"owns", DOES_ANSWERS}, {"主責任", DOES_ANSWERS},
		{"実行責任", DOES_RUNS}, {"responsible", DOES_RUNS}, {"perform", DOES_RUNS},
		{"operate", DOES_RUNS}, {"runs", DOES_RUNS}, {"実行", DOES_RUNS},
		{"実施", DOES_RUNS}, {"運用", DOES_RUNS}, {"作業", DOES_RUNS},
		{"責任", DOES_ANSWERS}, {"担当", DOES_ANSWERS}, {"主", DOES_ANSWERS},
		{"responsibility", DOES_ANSWERS}};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strstr(folded, words[i].part) != NULL)
			return words[i].meaning;
	return MEANS_NOTHING_KNOWN;
}

int
vocabulary_raci(char letter)
{
	static const struct {
		char letter;
		enum does does;
	} letters[] = {{'R', DOES_RUNS}, {'A', DOES_ANSWERS}, {'S', DOES_SUPPORTS},
		{'C', DOES_CONSULTED}, {'I', DOES_INFORMED}};

	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
		if (letters[i].letter == letter)
			return (int)letters[i].does;
	return MEANS_NOTHING_KNOWN;
}

bool
vocabulary_raci_word(char letter, const char *words)
{
	static const struct {
		char letter;
		const char *words[3];
	} known[] = {{'R', {"esponsible", "実行", "実施"}}, {'A', {"ccountable", "説明", "承認"}},
		{'S', {"upport", "支援", "補助"}}, {'C', {"onsult", "相談", "協議"}},
		{'I', {"nform", "報告", "通知"}}};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		for (size_t j = 0; j < 3 && known[i].letter == letter; j++)
			if (strstr(words, known[i].words[j]) != NULL)
				return true;
	return false;
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool
vocabulary_stands_in(const char *folded, const char *name)
{
	size_t len = strlen(name);

	for (const char *at = strstr(folded, name); at != NULL && len > 0;
		at = strstr(at + 1, name))
		if (!(is_letter(name[0]) && at > folded && is_letter(at[-1])) &&
			!(is_letter(name[len - 1]) && is_letter(at[len])))
			return true;
	return false;
}

bool
vocabulary_names(const char *folded, enum party_kind kind)
{
	const char *const *list = kind == PARTY_CUSTOMER ? customers : providers;

	for (; *list != NULL; list++)
		if (vocabulary_stands_in(folded, *list))
			return true;
	return false;
}

enum heading_words
vocabulary_heading(const char *folded)
{
	static const char *const labels[] = {"item", "category", "layer", "area", "task",
		"activity", "function", "responsibility", "resource", "component", "domain",
		"group", "subject", "項目", "区分", "分類", "大分類", "中分類", "小分類", "層",
		"レイヤ", "レイヤー", "対象", "機能", "作業", "業務", "要素", "領域", "リソース",
		"内訳", "管理項目", "責任項目", NULL};
	static const char *const numbers[] = {
		"no", "no.", "#", "number", "番号", "項番", "連番", NULL};
	static const char *const details[] = {"description", "detail", "details", "notes", "note",
		"remark", "remarks", "comment", "comments", "deadline", "due", "due date",
		"frequency", "timing", "when", "schedule", "priority", "tool", "tools", "evidence",
		"reference", "references", "link", "url", "説明", "内容", "詳細", "備考", "補足",
		"概要", "期限", "期日", "頻度", "時期", "タイミング", "実施時期", "実施頻度",
		"優先度", "ツール", "証跡", "根拠", "参照", "参照先", "関連文書", NULL};

	if (vocabulary_has(labels, folded))
		return HEADING_LABEL;
	if (vocabulary_has(numbers, folded))
		return HEADING_NUMBER;
	return vocabulary_has(details, folded) ? HEADING_DETAIL : HEADING_OTHER;
}

bool
vocabulary_sum(const char *folded)
{
	static const char *const sums[] = {"total", "totals", "total:", "sum", "score", "subtotal",
		"sub-total", "total score", "grand total", "合計", "小計", "総計", "計", "合計点",
		NULL};

	return vocabulary_has(sums, folded);
}

bool
vocabulary_legend(const char *words, const char **rest)
{
	static const char *const starts[] = {"【凡例】", "［凡例］", "凡例", "Legend", "LEGEND",
		"legend", "Key:", "Key to", "Symbols", "記号"};

	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
		size_t len = strlen(starts[i]);

		if (strncmp(words, starts[i], len) != 0)
			continue;
		words += len;
		for (;;)
			if (strchr(": \n", *words) != NULL && *words != '\0')
				words++;
			else if (strncmp(words, "：", 3) == 0 || strncmp(words, "　", 3) == 0)
				words += 3;
			else
				break;
		*rest = words;
		return true;
	}
	return false;
}

bool
vocabulary_is_japanese(const char *words)
{
	size_t len;

	for (; *words != '\0'; words += len) {
		uint32_t c = utf8_next(words, &len);

		if ((c >= 0x3040 && c <= 0x30ff) || (c >= 0x4e00 && c <= 0x9fff))
			return true;
	}
	return false;
}
