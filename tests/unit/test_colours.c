/* Colours of parties, bars and lines, for all eyes and in print. */
#include "render_requests.h"
#include "scene/theme.h"

/* Linear RGB as eyes without one kind of cone see it (Machado, Oliveira and Fernandes 2009). */
static const double eyes[][3][3] = {
	{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216},
		{-0.003882, -0.048116, 1.051998}},
	{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413},
		{-0.011820, 0.042940, 0.968881}},
	{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602},
		{0.004733, 0.691367, 0.303900}},
};

static void
oklab(uint32_t rgb, const double eye[3][3], double out[3])
{
	static const double cones[3][3] = {{0.4122214708, 0.5363325363, 0.0514459929},
		{0.2119034982, 0.6806995451, 0.1073969566},
		{0.0883024619, 0.2817188376, 0.6299787005}};
	static const double lab[3][3] = {{0.2104542553, 0.7936177850, -0.0040720468},
		{1.9779984951, -2.4285922050, 0.4505937099},
		{0.0259040371, 0.7827717662, -0.8086757660}};
	double linear[3], seen[3], root[3];

	for (int i = 0; i < 3; i++) {
		double v = (rgb >> (16 - 8 * i) & 255) / 255.0;

		linear[i] = v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
	}
	for (int i = 0; i < 3; i++)
		seen[i] = fmin(1, fmax(0, eye[i][0] * linear[0] + eye[i][1] * linear[1] +
						  eye[i][2] * linear[2]));
	for (int i = 0; i < 3; i++)
		root[i] =
			cbrt(cones[i][0] * seen[0] + cones[i][1] * seen[1] + cones[i][2] * seen[2]);
	for (int i = 0; i < 3; i++)
		out[i] = lab[i][0] * root[0] + lab[i][1] * root[1] + lab[i][2] * root[2];
}

static double
colour_distance(uint32_t a, uint32_t b, const double eye[3][3])
{
	double p[3], q[3];

	oklab(a, eye, p);
	oklab(b, eye, q);
	return 100 * sqrt(pow(p[0] - q[0], 2) + pow(p[1] - q[1], 2) + pow(p[2] - q[2], 2));
}

/* 2 is about the least difference that is seen. */
static void
party_colours_stay_apart_for_all_eyes(void **state)
{
	static const enum palette palettes[] = {PALETTE_LIGHT, PALETTE_DARK, PALETTE_CONTRAST};

	(void)state;
	EACH_ROW(eye, eyes)
		EACH_ROW(i, palettes)
			for (unsigned a = 0; a < THEME_SLOTS; a++)
				for (unsigned b = 0; b < a; b++) {
					double d =
						colour_distance(theme_colour(palettes[i],
									paint_party(a, PARTY_BAR)),
							theme_colour(palettes[i],
								paint_party(b, PARTY_BAR)),
							eyes[eye]);

					if (d < (a < 4 ? 10 : 4))
						fail_msg(
							"slots %u and %u, eye %zu, palette %u: %.1f",
							a, b, eye, palettes[i], d);
				}
}

/* Nothing but greys; each party but the customer has stripes of its own. */
static void
print_has_no_colours(void **state)
{
	(void)state;
	EACH_VALUE(paint, PAINT__COUNT) {
		uint32_t c = theme_colour(PALETTE_PRINT, paint);

		assert_true((c & 255) == (c >> 8 & 255) && (c & 255) == c >> 16);
	}
	for (unsigned a = 0; a < THEME_SLOTS; a++)
		for (unsigned b = 0; b < a; b++)
			assert_int_not_equal(memcmp(theme_party_hatch(a), theme_party_hatch(b),
						     sizeof(struct hatch)),
				0);
}

static void
bars_and_lines_stand_out(void **state)
{
	(void)state;
	EACH_VALUE(i, PALETTE__COUNT) {
		enum palette palette = (enum palette)i;
		uint32_t ground = theme_colour(palette, PAINT_GROUND);
		double least = palette == PALETTE_CONTRAST ? 7 : 3;

		assert_true(contrast(theme_colour(palette, PAINT_RULE), ground) >= least);
		for (unsigned slot = 0; slot < THEME_SLOTS; slot++) {
			uint32_t bar = theme_colour(palette, paint_party(slot, PARTY_BAR));

			assert_true(contrast(bar, ground) >= least);
			assert_true(contrast(bar, theme_colour(palette,
							  paint_party(slot, PARTY_TINT))) >= least);
		}
	}
}

static void
parties_get_different_colours(void **state)
{
	const struct fixture *f = document("nine-parties");
	unsigned slots[9], seen = 0;

	(void)state;
	theme_slots(&f->matrix, slots);
	for (size_t i = 0; i < 9; i++)
		seen |= 1U << slots[i];
	assert_int_equal(seen, (1 << 9) - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(party_colours_stay_apart_for_all_eyes),
		cmocka_unit_test(print_has_no_colours),
		cmocka_unit_test(bars_and_lines_stand_out),
		cmocka_unit_test(parties_get_different_colours),
	};

	return cmocka_run_group_tests(tests, make_documents, free_documents);
}
