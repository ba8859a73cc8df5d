/*
 * Reference for the matching benchmark: Vectorscan on ready-normalised text, with the same word bounds in its callback.
 * Build: cc -O3 -march=native vectorscan.c -o vectorscan $(pkg-config --cflags --libs libhs)
 * Run:   vectorscan PHRASES POSTS PASSES [PAIRS]
 * PHRASES and POSTS are UTF-8, one per line; words are parted by one space; a phrase that ends in * is a stem.
 * Prints the least processor time of a pass in nanoseconds, and how many pairs of post and phrase were found. Where PAIRS is
 * named, one more pass that is not timed writes them there: two numbers of 32 bits a pair, post and phrase, as this machine writes them.
 */
#include <hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
  char *bytes;
  size_t *start;
  size_t count;
} Lines;

static Lines read_lines(const char *path) {
  Lines lines = {0};
  FILE *file = fopen(path, "rb");
  if (!file) { perror(path); exit(2); }
  fseek(file, 0, SEEK_END);
  size_t size = (size_t)ftell(file);
  rewind(file);
  lines.bytes = malloc(size + 1);
  if (fread(lines.bytes, 1, size, file) != size) { perror(path); exit(2); }
  fclose(file);
  size_t room = 1024;
  lines.start = malloc((room + 1) * sizeof(size_t));
  size_t at = 0;
  while (at < size) {
    if (lines.count == room) {
      room *= 2;
      lines.start = realloc(lines.start, (room + 1) * sizeof(size_t));
    }
    lines.start[lines.count++] = at;
    while (at < size && lines.bytes[at] != '\n') at++;
    at++;
  }
  lines.start[lines.count] = at;
  return lines;
}

typedef struct {
  const size_t *length;
  const unsigned char *is_stem;
  unsigned *last;
  const char *text;
  size_t size;
  unsigned post;
  unsigned long long pairs;
  FILE *told;
} Scan;

static int on_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context) {
  (void)from;
  (void)flags;
  Scan *scan = context;
  size_t start = to - scan->length[id];
  if (start > 0 && scan->text[start - 1] != ' ') return 0;
  if (!scan->is_stem[id] && to < scan->size && scan->text[to] != ' ') return 0;
  if (scan->last[id] != scan->post) {
    scan->last[id] = scan->post;
    scan->pairs++;
    if (scan->told) {
      unsigned pair[2] = {scan->post, id};
      if (fwrite(pair, sizeof(unsigned), 2, scan->told) != 2) return 1;
    }
  }
  return 0;
}

int main(int argc, char **argv) {
  if (argc != 4 && argc != 5) { fprintf(stderr, "expected PHRASES POSTS PASSES [PAIRS]\n"); return 2; }
  Lines phrases = read_lines(argv[1]);
  Lines posts = read_lines(argv[2]);
  int passes = atoi(argv[3]);
  const char **expressions = malloc(phrases.count * sizeof(char *));
  size_t *length = malloc(phrases.count * sizeof(size_t));
  unsigned char *is_stem = calloc(phrases.count, 1);
  unsigned *ids = malloc(phrases.count * sizeof(unsigned));
  unsigned *flags = calloc(phrases.count, sizeof(unsigned));
  for (size_t i = 0; i < phrases.count; i++) {
    expressions[i] = phrases.bytes + phrases.start[i];
    length[i] = phrases.start[i + 1] - phrases.start[i] - 1;
    if (expressions[i][length[i] - 1] == '*') { is_stem[i] = 1; length[i]--; }
    ids[i] = (unsigned)i;
  }
  hs_database_t *database;
  hs_compile_error_t *error;
  if (hs_compile_lit_multi(expressions, flags, ids, length, (unsigned)phrases.count, HS_MODE_BLOCK, NULL, &database,
                           &error) != HS_SUCCESS) {
    fprintf(stderr, "%s\n", error->message);
    return 2;
  }
  hs_scratch_t *scratch = NULL;
  hs_alloc_scratch(database, &scratch);
  Scan scan = {.length = length, .is_stem = is_stem, .last = malloc(phrases.count * sizeof(unsigned))};
  long long best = -1;
  for (int pass = 0; pass < passes + (argc == 5); pass++) {
    if (pass == passes && !(scan.told = fopen(argv[4], "wb"))) { perror(argv[4]); return 2; }
    memset(scan.last, 0xff, phrases.count * sizeof(unsigned));
    scan.pairs = 0;
    struct timespec begin, end;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
    for (size_t i = 0; i < posts.count; i++) {
      scan.text = posts.bytes + posts.start[i];
      scan.size = posts.start[i + 1] - posts.start[i] - 1;
      scan.post = (unsigned)i;
      hs_scan(database, scan.text, (unsigned)scan.size, 0, scratch, on_match, &scan);
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    long long taken = (end.tv_sec - begin.tv_sec) * 1000000000LL + (end.tv_nsec - begin.tv_nsec);
    if (pass < passes && (best < 0 || taken < best)) best = taken;
  }
  if (scan.told && fclose(scan.told)) { perror(argv[4]); return 2; }
  printf("%lld %llu\n", best, scan.pairs);
  return 0;
}
