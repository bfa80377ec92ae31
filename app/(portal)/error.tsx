"use client";

export { Failed as default } from "@/app/ui/failed";
