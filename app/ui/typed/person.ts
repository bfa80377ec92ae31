/** For whom the server drew this page: what is typed here is theirs, whoever has signed in meanwhile in another tab. */
export const personHere = (): string | undefined =>
  document.querySelector<HTMLElement>("[data-person]")?.dataset.person;
