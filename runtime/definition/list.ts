/** Any list of arguments. */
export type List = readonly unknown[];
