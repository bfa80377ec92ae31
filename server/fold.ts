/** Letters whose marks are others than those of Latin, where finding them is slow. */
const beyondLatin = /[\u0370-\u1dff\u1f00-\uffff]/;

/** Text without tone marks and case, so that "binh lieu" finds "Bình Liêu" and QD finds QĐ. */
export const fold = (text: string): string =>
  text
    .normalize("NFD")
    .replace(beyondLatin.test(text) ? /\p{M}/gu : /[\u0300-\u036f]/g, "")
    .replace(/[đĐ]/g, "d")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();

/** For document numbers: also without blanks. */
export const foldNumber = (text: string): string => fold(text).replace(/\s/g, "");

/** Text in which LIKE sees no signs of its own. */
export const literally = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

/** A LIKE pattern that finds the words typed, taken literally. */
export const likePattern = (typed: string): string => `%${literally(fold(typed))}%`;
