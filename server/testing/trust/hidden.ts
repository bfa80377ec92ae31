import { expect } from "vitest";
import { inCheckout } from "../../launch/steps.mjs";
import { plantCanaries, plantPersonal } from "./canaries";
import { type Actor, type Cast, makeCast } from "./cast";
import { cookieOf, type Portal, startPortal } from "./portal";

/** A cast whose other province is full of canaries, and a portal over it that keeps nothing. */
export type Hidden = { cast: Cast; portal: Portal; living: Actor[]; end: () => Promise<void> };

export async function makeHidden(): Promise<Hidden> {
  const cast = await makeCast();
  const { world, records } = cast;
  expect(await plantCanaries(world, world.otherProvince.id)).toBeGreaterThan(50);
  await plantPersonal(world, records.own.household.id);
  const portal = await startPortal(world.ownerUrl, {
    preload: inCheckout("server/testing/trust/wire.mjs"),
    env: { UNDONE: "1" },
  });
  return {
    cast,
    portal,
    living: cast.actors.filter(({ gone }) => !gone),
    async end() {
      await portal.stop();
      await world.end();
    },
  };
}

export const get = async ({ portal }: Hidden, path: string, who: Actor, headers: Record<string, string> = {}) =>
  fetch(`${portal.origin}${path}`, {
    headers: { cookie: await cookieOf(who.person!), ...headers },
    redirect: "manual",
  });
