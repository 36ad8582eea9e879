import "@fontsource-variable/inter/index.css";
import "@/ui/mantine.css";
import "@/ui/global.css";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Providers } from "@/app/Providers";
import { makeQueryClient } from "@/app/queryClient";
import { makeRouter } from "@/app/router";

const client = makeQueryClient();
const router = makeRouter(client);
const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Providers client={client}>
        <RouterProvider router={router} />
      </Providers>
    </StrictMode>,
  );
}
