"use client";

import { useRouter } from "next/navigation";

/** To the household's page, which is read anew: every page is. */
export function useBack(householdId: string): () => void {
  const router = useRouter();
  return () => router.push(`/households/${householdId}`);
}
