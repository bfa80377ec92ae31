// @ts-check
/** @type {import('next').NextConfig} */
const nextConfig = {
  // The entry of our own (server/main.ts) serves; Next only renders pages.
  agentRules: false,
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: false,
  images: { unoptimized: true },
  serverExternalPackages: ["pg", "@node-rs/argon2", "pino", "sharp"],
};
export default nextConfig;
