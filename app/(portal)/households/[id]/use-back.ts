"use client";

import { useRouter } from "next/navigation";

/** To the household's page, read anew. */
export function useBack(householdId: string): () => void {
  const router = useRouter();
  return () => {
    router.push(`/households/${householdId}`);
    router.refresh();
  };
}
