/* cgi/server/confine.c: each check runs in a process of its own, which confines itself and tries
 * something. */
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/landlock.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include "rows.h"

#include "base/own.h"
#include "server/confine.h"
#include "diagram/diagram.h"
#include "text/fonts.h"
#include "server/limit.h"
#include "load/load.h"
#include "output/renderer.h"

enum { REFUSED = 40, DONE = 41, NOT_CONFINED = 42, NOT_OURS = 43 };

/* What it does, and whether it could. */
typedef bool
attempt_fn(void);

/* Confines the process up to a role, as in life: one within the other. */
static bool
confine_until(int role)
{
	for (int each = CONFINE_SUPERVISOR; each <= role; each++)
		if (!confine_process((enum confine_role)each, NULL).seccomp)
			return false;
	return true;
}

/* How the attempt ended: REFUSED, DONE, or 128 + the signal that ended it. role -1: not confined at
 * all. */
static int
outcome(int role, attempt_fn *attempt)
{
	pid_t pid = fork();
	int how;

	if (pid == 0) {
		struct diags diags = {0};

		if (!fonts_load(&diags))
			_exit(3);
		if (!confine_until(role))
			_exit(NOT_CONFINED);
		_exit(attempt() ? DONE : REFUSED);
	}
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &how, 0), pid);
	return WIFSIGNALED(how) ? 128 + WTERMSIG(how) : WEXITSTATUS(how);
}

/* -- attempts ---------------------------------------------------------------------------- */

static bool
run_program(void)
{
	execl("/bin/true", "true", (char *)NULL);
	return false;
}

static bool
trace_parent(void)
{
	return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0;
}

static bool
become_root(void)
{
	return setuid(0) == 0;
}

static bool
write_file(void)
{
	return open("/dev/null", O_WRONLY) >= 0;
}

static bool
make_file(void)
{
	return open("/tmp/demarc-test-confine", O_RDONLY | O_CREAT, 0600) >= 0;
}

static bool
remove_file(void)
{
	return unlink("/nonexistent/demarc") == 0 || errno == ENOENT;
}

static bool
open_socket(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static bool
start_process(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	return pid > 0;
}

static void *
nothing(void *data)
{
	return data;
}

static bool
start_thread(void)
{
	pthread_t thread;

	return pthread_create(&thread, NULL, nothing, NULL) == 0 && pthread_join(thread, NULL) == 0;
}

static bool
signal_parent(void)
{
	return kill(getppid(), 0) == 0;
}

static bool
signal_thread_of_parent(void)
{
	return syscall(SYS_tgkill, getppid(), getppid(), 0) == 0;
}

static bool
signal_group(void)
{
	return kill(0, 0) == 0 || kill(-1, 0) == 0;
}

/* raise is what abort calls. */
static bool
signal_itself(void)
{
	return kill(getpid(), 0) == 0 && signal(SIGUSR1, SIG_IGN) != SIG_ERR && raise(SIGUSR1) == 0;
}

static bool
make_code(void)
{
	void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return page != MAP_FAILED && mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
}

static bool
read_passwords(void)
{
	return open("/etc/passwd", O_RDONLY) >= 0;
}

static bool
read_font(void)
{
	return open(fonts_path(0), O_RDONLY) >= 0;
}

static bool
list_root(void)
{
	return open("/", O_RDONLY | O_DIRECTORY) >= 0;
}

/* -- what comes of them -------------------------------------------------------------------- */

static bool
is_landlock(void)
{
	return syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) >= 1;
}

static const struct {
	const char *name;
	attempt_fn *attempt;
	bool files; /* only Landlock refuses it */
	int expected[CONFINE_WORKER + 1];
} attempts[] = {
	{"run a program", run_program, false, {128 + SIGSYS, 128 + SIGSYS, 128 + SIGSYS}},
	{"trace its parent", trace_parent, false, {128 + SIGSYS, 128 + SIGSYS, 128 + SIGSYS}},
	{"change its user", become_root, false, {128 + SIGSYS, 128 + SIGSYS, 128 + SIGSYS}},
	{"write a file", write_file, false, {REFUSED, REFUSED, REFUSED}},
	{"make a file", make_file, false, {REFUSED, REFUSED, REFUSED}},
	{"remove a file", remove_file, false, {DONE, REFUSED, REFUSED}},
	{"open a socket", open_socket, false, {REFUSED, REFUSED, REFUSED}},
	{"start a process", start_process, false, {DONE, DONE, REFUSED}},
	{"start a thread", start_thread, false, {DONE, DONE, DONE}},
	{"signal its parent", signal_parent, false, {DONE, DONE, REFUSED}},
	{"signal its parent's thread", signal_thread_of_parent, false, {DONE, DONE, REFUSED}},
	{"signal its group, or everybody", signal_group, false, {DONE, DONE, REFUSED}},
	{"signal itself", signal_itself, false, {DONE, DONE, DONE}},
	{"make code", make_code, false, {REFUSED, REFUSED, REFUSED}},
	{"open a font", read_font, false, {DONE, DONE, DONE}},
	{"open another file", read_passwords, true, {DONE, DONE, REFUSED}},
	{"list a directory", list_root, true, {DONE, DONE, REFUSED}},
};

static void
each_role_has_what_it_needs_and_no_more(void **state)
{
	(void)state;
	if (LIMIT_SANITIZED)
		skip();
	unsetenv("DEMARC_CONFINE");
	EACH_ROW(i, attempts)
		for (int role = CONFINE_SUPERVISOR; role <= CONFINE_WORKER; role++) {
			int expected = attempts[i].expected[role], got;

			if (attempts[i].files && !is_landlock())
				continue;
			got = outcome(role, attempts[i].attempt);
			if (got != expected)
				fail_msg("role %d, %s: %d rather than %d", role, attempts[i].name,
					got, expected);
		}
}

static void
a_word_leaves_it_out(void **state)
{
	(void)state;
	setenv("DEMARC_CONFINE", "off", 1);
	assert_int_equal(outcome(CONFINE_WORKER, run_program), NOT_CONFINED);
	setenv("DEMARC_CONFINE", "log", 1);
	assert_int_equal(
		outcome(CONFINE_WORKER, open_socket), LIMIT_SANITIZED ? NOT_CONFINED : DONE);
	unsetenv("DEMARC_CONFINE");
}

/* -- the socket's file ------------------------------------------------------------------------- */

/* How a supervisor that listens on a socket of that path removes the file, in its directory: DONE,
 * or 128 + errno. */
static int
removal(const char *socket, const char *dir, const char *file)
{
	pid_t pid = fork();
	int how;

	if (pid == 0) {
		if (chdir(dir) != 0 || !confine_process(CONFINE_SUPERVISOR, socket).landlock)
			_exit(NOT_CONFINED);
		_exit(unlink(file) == 0 ? DONE : 128 + errno);
	}
	assert_int_equal(waitpid(pid, &how, 0), pid);
	return WIFEXITED(how) ? WEXITSTATUS(how) : -1;
}

static void
a_supervisor_removes_files_in_its_sockets_directory_alone(void **state)
{
	char dir[] = "/tmp/demarc-confine-XXXXXX", socket[64];
	const struct {
		const char *socket;
		int expected;
	} cases[] = {{socket, DONE}, {"s", DONE}, {"/s", DONE}, {"/proc/s", 128 + EACCES},
		{"/nonexistent/s", 128 + EACCES}, {NULL, 128 + EACCES}};

	(void)state;
	if (LIMIT_SANITIZED || !is_landlock())
		skip();
	assert_non_null(mkdtemp(dir));
	snprintf(socket, sizeof(socket), "%s/s", dir);
	EACH_ROW(i, cases) {
		int fd = open(socket, O_WRONLY | O_CREAT | O_CLOEXEC, 0600), got;

		assert_true(fd >= 0);
		close(fd);
		got = removal(cases[i].socket, dir, "s");
		if (got != cases[i].expected)
			fail_msg("socket %s: %d rather than %d", cases[i].socket, got,
				cases[i].expected);
		assert_int_equal(unlink(socket) == 0, cases[i].expected != DONE);
	}
	assert_int_equal(rmdir(dir), 0);
}

/* -- capabilities --------------------------------------------------------------------------------
 */

#define CAPABILITY(n) (1u << (n))

static unsigned long long
line_of(const char *status, const char *name)
{
	const char *line = strstr(status, name);

	return line != NULL ? strtoull(line + strlen(name), NULL, 16) : ~0ULL;
}

/* Starts with some capabilities, takes on a role, and looks at what is left: DONE if that is
 * permitted, and nothing is inheritable. NOT_OURS: it has not what it should start with. The file
 * is opened before, since a worker may open none. */
static int
capabilities_kept(enum confine_role role, struct __user_cap_data_struct start, unsigned permitted)
{
	struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct before[_LINUX_CAPABILITY_U32S_3] =
		{{.permitted = start.permitted | start.inheritable,
			.inheritable = start.inheritable}},
				      now[_LINUX_CAPABILITY_U32S_3] = {start};
	char status[4096] = "";
	int fd = open("/proc/self/status", O_RDONLY | O_CLOEXEC);

	/* what may be inherited must have been permitted */
	if (syscall(SYS_capset, &header, before) < 0 || syscall(SYS_capset, &header, now) < 0)
		return NOT_OURS;
	if (!confine_process(role, NULL).privileges)
		return NOT_CONFINED;
	if (pread(fd, status, sizeof(status) - 1, 0) <= 0)
		return REFUSED;
	return line_of(status, "CapInh:") == 0 && line_of(status, "CapAmb:") == 0 &&
			       line_of(status, "CapPrm:") == permitted &&
			       line_of(status, "CapEff:") == permitted
		       ? DONE
		       : REFUSED;
}

static void
each_role_keeps_its_capabilities_and_no_more(void **state)
{
	enum {
		READ = CAPABILITY(CAP_DAC_READ_SEARCH),
		FILES = READ | CAPABILITY(CAP_DAC_OVERRIDE),
		OTHER = CAPABILITY(CAP_CHOWN)
	};
	const struct {
		enum confine_role role;
		struct __user_cap_data_struct start;
		unsigned kept;
	} cases[] = {
		{CONFINE_SUPERVISOR, {.permitted = FILES | OTHER}, FILES},
		{CONFINE_LEADER, {.permitted = FILES | OTHER}, READ},
		{CONFINE_WORKER, {.permitted = FILES | OTHER}, 0},
		{CONFINE_SUPERVISOR, {.permitted = READ}, READ}, /* none that it had not */
		{CONFINE_SUPERVISOR, {0}, 0},
		{CONFINE_SUPERVISOR, {.inheritable = OTHER}, 0},
	};

	(void)state;
	if (LIMIT_SANITIZED || geteuid() != 0)
		skip();
	EACH_ROW(i, cases) {
		pid_t pid = fork();
		int how;

		if (pid == 0)
			_exit(capabilities_kept(cases[i].role, cases[i].start, cases[i].kept));
		assert_int_equal(waitpid(pid, &how, 0), pid);
		if (WIFEXITED(how) && WEXITSTATUS(how) == NOT_OURS)
			continue; /* a container's root, say */
		if (!WIFEXITED(how) || WEXITSTATUS(how) != DONE)
			fail_msg("case %zu: %d", i, how);
	}
}

/* -- pictures under confinement ---------------------------------------------------------------- */

static struct model *model;
static int result_fd; /* where a child writes what it drew */

/* FNV-1a over the bytes. */
static uint64_t
mix(uint64_t hash, const struct buf *bytes)
{
	for (size_t i = 0; i < bytes->len; i++)
		hash = (hash ^ (unsigned char)bytes->data[i]) * UINT64_C(1099511628211);
	return hash;
}

static bool
draw(const struct diagram_request *request, uint64_t *hash)
{
	OWN(buf_fini) struct buf out = {0};
	OWN(diags_fini) struct diags diags = {0};

	if (!diagram_render(request, &out, &diags) || out.len < 100)
		return false;
	*hash = mix(*hash, &out);
	return true;
}

/* Texts that need a font or a dictionary which no picture of the document does. */
static bool
sets_rare_texts(void)
{
	static const struct {
		const char *string, *lang;
		int width_px;
	} texts[] = {
		{"\xf0\xa0\xae\xb7\xe9\x87\x8e\xe5\xae\xb6\xe3\x81\xae\xe3\x83\x87\xe3\x83\xbc\xe3\x82\xbf",
			"ja", 80},
		{"\xe8\xb2\xac\xe4\xbb\xbb\xe5\x88\x86\xe7\x95\x8c", "zh", 40}};
	OWN(diags_fini) struct diags diags = {0};
	struct renderer *renderer = renderer_take(&diags);
	bool good = renderer != NULL;

	for (size_t i = 0; good && i < sizeof(texts) / sizeof(*texts); i++) {
		const struct text_block *block = text_set(renderer->texter, texts[i].string,
			texts[i].lang, STYLE_LABEL, texts[i].width_px);

		good = block->missing == 0 && block->line_count == 2;
		for (size_t k = 0; good && k < block->lines[0].glyph_count; k++)
			glyphs_get(renderer->glyphs, block->lines[0].glyphs[k].font,
				block->lines[0].glyphs[k].index);
		good = good && glyphs_unreadable(renderer->glyphs) == NULL;
	}
	renderer_return(renderer);
	return good;
}

/* Every kind in every format and language, which needs both faces; the hash of all goes to the
 * parent. */
static bool
draw_all(void)
{
	const struct matrix *matrix = model->services[0].current;
	uint64_t hash = UINT64_C(14695981039346656037);
	bool good = true;

	for (int kind = 0; kind < DIAGRAM_KIND__COUNT; kind++)
		for (int format = 0; format < FORMAT__COUNT; format++)
			for (size_t lang = 0; lang < matrix->language_count; lang++) {
				struct diagram_request request;

				diagram_request_init(&request, model, matrix,
					(enum diagram_kind)kind, (enum diagram_format)format);
				request.lang = matrix->languages[lang].tag;
				request.highlight =
					kind == DIAGRAM_PARTY ? &matrix->parties[0] : NULL;
				good = good && draw(&request, &hash);
			}
	return good && sets_rare_texts() && write(result_fd, &hash, sizeof(hash)) == sizeof(hash);
}

/* As a process of its own would find it that forgot to load libgd: it is told, and nothing else
 * happens. */
static bool
is_told_without_libgd(void)
{
	struct diagram_request request;
	OWN(buf_fini) struct buf out = {0};
	OWN(diags_fini) struct diags diags = {0};

	diagram_request_init(&request, model, model->services[0].current, DIAGRAM_CARD, FORMAT_PNG);
	return !diagram_render(&request, &out, &diags) && out.len == 0 && diags.n == 1 &&
	       strcmp(diags.v[0].rule, "missing-library") == 0;
}

/* First of the tests that draw, since libgd stays once it is loaded. */
static void
a_confined_process_loads_no_code(void **state)
{
	(void)state;
	if (LIMIT_SANITIZED)
		skip();
	unsetenv("DEMARC_CONFINE");
	assert_int_equal(outcome(CONFINE_WORKER, is_told_without_libgd), DONE);
}

static void
a_confined_worker_draws_the_same_pictures(void **state)
{
	OWN(diags_fini) struct diags diags = {0};
	int ends[2];
	uint64_t confined = 1, free_of_it = 2;

	(void)state;
	if (LIMIT_SANITIZED)
		skip();
	assert_int_equal(pipe(ends), 0);
	result_fd = ends[1];
	unsetenv("DEMARC_CONFINE");
	assert_true(diagram_load_pixels(&diags));
	assert_int_equal(outcome(CONFINE_WORKER, draw_all), DONE);
	assert_int_equal(read(ends[0], &confined, sizeof(confined)), sizeof(confined));
	assert_int_equal(outcome(-1, draw_all), DONE);
	assert_int_equal(read(ends[0], &free_of_it, sizeof(free_of_it)), sizeof(free_of_it));
	assert_true(confined == free_of_it);
	close(ends[0]);
	close(ends[1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_role_has_what_it_needs_and_no_more),
		cmocka_unit_test(a_word_leaves_it_out),
		cmocka_unit_test(a_supervisor_removes_files_in_its_sockets_directory_alone),
		cmocka_unit_test(each_role_keeps_its_capabilities_and_no_more),
		cmocka_unit_test(a_confined_process_loads_no_code),
		cmocka_unit_test(a_confined_worker_draws_the_same_pictures),
	};
	struct diags diags = {0};
	int failed;

	model = load_directory("data", &diags);
	if (model == NULL)
		return 2;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	model_free(model);
	diags_fini(&diags);
	return failed;
}
