import { TableSkeleton } from "./table-skeleton.tsx";

/** What the page's address asks for, before it is known whether and what there is to show. */
export function LoadingPage() {
  return (
    <>
      <div class="page-head">
        <h1>{location.pathname.startsWith("/events/sites") ? "Sites" : "Events"}</h1>
      </div>
      <TableSkeleton />
    </>
  );
}
