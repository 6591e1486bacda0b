/* wording -- the small words of messages to the user. */
#include "sim/io/wording.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

const char *wording_value(char buffer[WORDING_VALUE], const char *value)
{
    enum { ROOM = WORDING_VALUE - 4 }; /* "..." and the end */
    size_t n = 0;
    const unsigned char *p = (const unsigned char *)value;

    while (*p && n < ROOM) {
        buffer[n++] = (char)(*p < 0x20 || *p == 0x7f ? ' ' : *p);
        p++;
    }
    if (*p) { /* never end within a character */
        while (n && (p[0] & 0xc0) == 0x80) {
            p--;
            n--;
        }
        memcpy(buffer + n, "...", 3);
        n += 3;
    }
    buffer[n] = '\0';
    return buffer;
}

const char *wording_entity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    default:
        return NULL;
    }
}

int wording_length(const char *sentence)
{
    size_t n = strlen(sentence);

    return (int)(n && sentence[n - 1] == '.' ? n - 1 : n);
}

const char *wording_list(char buffer[WORDING_LIST], const char *const *word,
                         int words)
{
    size_t n = 0;

    buffer[0] = '\0';
    for (int i = 0; i < words; i++) {
        const char *before = i == 0 ? "" : i == words - 1 ? " or " : ", ";
        size_t most = strlen(before) + strlen(word[i]);
        if (n + most + sizeof ", ..." > WORDING_LIST) {
            memcpy(buffer + n, ", ...", sizeof ", ...");
            break;
        }
        n += (size_t)sprintf(buffer + n, "%s%s", before, word[i]);
    }
    return buffer;
}

const char *wording_place(char buffer[WORDING_PLACE], const struct origin *at)
{
    if (!at->file)
        snprintf(buffer, WORDING_PLACE, "%s",
                 at->note ? at->note : "the scenario");
    else if (at->column)
        snprintf(buffer, WORDING_PLACE, "%s:%d:%d", at->file, at->line,
                 at->column);
    else if (at->line)
        snprintf(buffer, WORDING_PLACE, "%s:%d", at->file, at->line);
    else
        snprintf(buffer, WORDING_PLACE, "%s", at->file);
    return buffer;
}

enum { LONGEST = 64 }; /* longer words are not compared */

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* Insertions, deletions, changes and swaps of neighbours that make b of a. */
static int distance(const char *a, int la, const char *b, int lb)
{
    int row[3][LONGEST + 1];

    for (int j = 0; j <= lb; j++)
        row[0][j] = j;
    for (int i = 1; i <= la; i++) {
        int *now = row[i % 3], *up = row[(i + 2) % 3], *up2 = row[(i + 1) % 3];
        now[0] = i;
        for (int j = 1; j <= lb; j++) {
            now[j] = least(up[j - 1] + (a[i - 1] != b[j - 1]),
                           least(up[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = least(now[j], up2[j - 2] + 1);
        }
    }
    return row[la % 3][lb];
}

const char *wording_nearest(const char *word, const char *const *candidate,
                            int candidates)
{
    const char *best = NULL;
    size_t length = strlen(word);

    if (length > LONGEST)
        return NULL;
    int limit = length < 3 ? 1 : least(3, (int)(length + 2) / 3);
    for (int i = 0; i < candidates; i++) {
        size_t l = strlen(candidate[i]);
        if (l > LONGEST)
            continue;
        int apart = distance(word, (int)length, candidate[i], (int)l);
        if (apart <= limit && apart < (int)l) {
            limit = apart - 1;
            best = candidate[i];
        }
    }
    return best;
}
