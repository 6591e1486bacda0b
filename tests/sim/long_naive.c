/*
 * long_naive [SCENARIOS [FIRST]] -- test_naive on 20,000 random scenarios, or
 * as many as are asked for, and a quarter more where clocks jump.
 */
#include <stdio.h>
#include <stdlib.h>

#include "tests/support/agree.h"
#include "tests/support/random_scenario.h"

int main(int argc, char **argv)
{
    uint64_t n = argc > 1 ? strtoull(argv[1], NULL, 10) : 20000;
    uint64_t first = argc > 2 ? strtoull(argv[2], NULL, 10) : 0;
    struct agree_count count = {0};
    int differ = agree_on_random(first, first + n, &count, stdout);
    uint64_t jumps = RANDOM_JUMPS + first;
    differ += agree_on_random(jumps, jumps + n / 4, &count, stdout);
    int never = agree_print_met(&count, stdout);

    if (differ > 0)
        printf("%d scenarios differ\n", differ);
    else if (never > 0)
        printf("%d pairs of events never met\n", never);
    else
        printf("no difference\n");
    return differ == 0 && never == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
