/** The one name that the scripts share: each puts its part there and finds the others' parts. */
declare var gongshi: Record<string, any>;
