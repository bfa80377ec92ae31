/** "Xã Lục Hồn" inside a sentence: "xã Lục Hồn". */
export const inSentence = (title: string) => `${title.charAt(0).toLowerCase()}${title.slice(1)}`;
