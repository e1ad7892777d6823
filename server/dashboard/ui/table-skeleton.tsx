/** The shape of the log while it loads. */
export function TableSkeleton() {
  return (
    <div class="skeleton" role="status">
      <span class="unseen">Loading the events</span>
      {Array.from({ length: 8 }, (_, index) => (
        <div class="skeleton-row" key={index} aria-hidden="true">
          <span class="skeleton-label" />
          <span class="skeleton-address" />
          <span class="skeleton-label" />
        </div>
      ))}
    </div>
  );
}
