import { expect, type Page, test } from "@playwright/test";
import { newId } from "../server/ids";

/** What a page of the portal would ask or send, as the person of that page. */

export async function ask<T>(page: Page, query: string, input: object): Promise<T> {
  const answer = await page.request.get(`/api/trpc/${query}?input=${encodeURIComponent(JSON.stringify(input))}`);
  expect(answer.ok(), `${query}: ${await answer.text()}`).toBe(true);
  return (await answer.json()).result.data;
}

export async function command<T>(page: Page, name: string, input: object): Promise<T> {
  const headers = { "x-terrace": "1", origin: new URL(test.info().project.use.baseURL!).origin };
  const answer = await page.request.post(`/api/trpc/${name}`, { headers, data: { ...input, operationId: newId() } });
  expect(answer.ok(), `${name}: ${await answer.text()}`).toBe(true);
  return (await answer.json()).result.data;
}
