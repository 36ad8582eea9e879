import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { setNonce } from "get-nonce";
import type { ReactNode } from "react";
import { cssVariablesResolver, theme } from "@/ui/theme";
import { pageNonce } from "@/lib/nonce";
import { ToastHost } from "@/ui/toast";

const colorScheme = localStorageColorSchemeManager({ key: "lucarne-color-scheme" });

export function Providers({ client, children }: { client: QueryClient; children: ReactNode }) {
  const nonce = pageNonce();
  if (nonce) setNonce(nonce);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colorScheme}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce ?? ""}
    >
      <QueryClientProvider client={client}>
        {children}
        <ToastHost />
      </QueryClientProvider>
    </MantineProvider>
  );
}
