/* What all importers need to write a scenario and to know a column by its
 * name. No files here. */
#include "sim/io/import/importing.h"

#include <ctype.h>
#include <string.h>

#include "sim/io/wording.h"

void importing_escape(FILE *out, const char *text)
{
    for (; *text; text++) {
        const char *entity = wording_entity(*text);
        if (entity)
            fputs(entity, out);
        else
            fputc((unsigned char)*text < ' ' ? ' ' : *text, out);
    }
}

void importing_comment(FILE *out, const char *text)
{
    char before = '-'; /* a comment may not begin with one either */
    for (; *text; text++) {
        char c = (unsigned char)*text < ' ' ? ' ' : *text;
        if (c == '-' && (before == '-' || !text[1]))
            c = '_';
        fputc(c, out);
        before = c;
    }
}

const char *importing_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

void importing_id(const char *raw, char id[65])
{
    int n = 0;
    if (!isalpha((unsigned char)raw[0]))
        id[n++] = 'x';
    for (const char *p = raw; *p && n < 64; p++)
        if (isalnum((unsigned char)*p) || *p == '.' || *p == '_')
            id[n++] = *p;
        else if (id[n - 1] != '-')
            id[n++] = '-';
    while (n > 1 && id[n - 1] == '-')
        n--;
    id[n] = '\0';
}

bool importing_same_name(const char *a, const char *b)
{
    for (;; a++, b++) {
        while (*a && !isalnum((unsigned char)*a))
            a++;
        while (*b && !isalnum((unsigned char)*b))
            b++;
        if (tolower((unsigned char)*a) != tolower((unsigned char)*b))
            return false;
        if (!*a)
            return true;
    }
}

bool importing_is_one_of(const char *text, const char *words)
{
    char word[64];
    while (*words) {
        size_t n = strcspn(words, "|");
        if (n < sizeof word) {
            memcpy(word, words, n);
            word[n] = '\0';
            if (importing_same_name(text, word))
                return true;
        }
        words += n + (words[n] == '|');
    }
    return false;
}
