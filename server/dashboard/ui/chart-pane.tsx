import { spellUnseen } from "../../../public/js/json-lines.js";
import { type Bar, barsOfChart, scaleTop, type TypeLine, totalsOfChart, typesOfChart } from "./chart-model.ts";
import { cutMiddle } from "./cut-middle.ts";
import { eventLabel } from "./event-label.ts";
import type { Chart, LogFilter, Status } from "./event-types.ts";
import { Icon } from "./icon.tsx";
import { STATUS_LOOKS } from "./status-badge.tsx";

const DAY_MS = 24 * 60 * 60_000;
const WIDTH = 720;
const HEIGHT = 160;
const AXIS = 44;
const FOOT = 20;
const PLOT = HEIGHT - FOOT - 6;
const MAX_NAME_LENGTH = 28;

const whole = new Intl.NumberFormat();
const short = new Intl.NumberFormat(undefined, { notation: "compact" });
const day = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric" });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

interface Props {
  chart: Chart | null;
  filter: Pick<LogFilter, "status" | "name">;
  onStatus: (status: Status | "") => void;
  onName: (name: string) => void;
  onSpan: (from: number, to: number) => void;
}

/**
 * Events by time and outcome, and by type and outcome; each part filters the log. Drawn as plain SVG: it is a few
 * hundred rectangles, the state colours come from the style sheet, and the page's policy allows no inline styles.
 */
export function ChartPane({ chart, filter, onStatus, onName, onSpan }: Props) {
  const totals = chart ? totalsOfChart(chart) : [];
  return (
    <section class="chart" aria-label="Events over time">
      <div class="chart-bars">
        <div class="legend">
          {totals.map(({ status, count }) => (
            <button
              key={status}
              type="button"
              class={`legend-entry ${STATUS_LOOKS[status].className}`}
              aria-pressed={filter.status === status}
              onClick={() => onStatus(filter.status === status ? "" : status)}
            >
              <Icon name={STATUS_LOOKS[status].icon} />
              {STATUS_LOOKS[status].word} <span class="count">{whole.format(count)}</span>
            </button>
          ))}
          {chart && !totals.length && <span class="quiet small">No events in this time.</span>}
        </div>
        {chart ? <Bars bars={barsOfChart(chart)} onSpan={onSpan} /> : <div class="chart-room" />}
      </div>
      <Types lines={chart ? typesOfChart(chart) : []} chosen={filter.name ?? ""} onName={onName} />
      {chart && totals.length > 0 && <ChartTable bars={barsOfChart(chart)} onSpan={onSpan} />}
    </section>
  );
}

/** For the eye and the pointer; the table below says and does the same. */
function Bars({ bars, onSpan }: { bars: Bar[]; onSpan: Props["onSpan"] }) {
  const top = scaleTop(Math.max(...bars.map(({ total }) => total)));
  const room = (WIDTH - AXIS) / bars.length;
  const every = labelEvery(bars);
  return (
    <svg class="bars" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {[0, 0.5, 1].map((part) => (
        <g key={part}>
          <line class="grid" x1={AXIS} x2={WIDTH} y1={6 + PLOT * (1 - part)} y2={6 + PLOT * (1 - part)} />
          {top * part === Math.floor(top * part) && (
            <text class="tick" x={AXIS - 8} y={10 + PLOT * (1 - part)} text-anchor="end">
              {short.format(top * part)}
            </text>
          )}
        </g>
      ))}
      {bars.map((bar, index) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: for the pointer alone; the table's buttons do the same
        <g key={bar.from} class="bar-group" onClick={() => onSpan(bar.from, bar.to)}>
          <title>{`${moment.format(bar.from)}: ${describe(bar.parts)}`}</title>
          <rect class="hit" x={AXIS + index * room} y={6} width={room} height={PLOT} />
          {stack(bar, top).map(({ status, y, height }) => (
            <rect
              key={status}
              class={`part ${STATUS_LOOKS[status].className}`}
              x={AXIS + index * room + room * 0.12}
              y={y}
              width={room * 0.76}
              height={height}
            />
          ))}
          {index % every === 0 && index + every / 2 < bars.length && (
            <text class="tick" x={AXIS + index * room} y={HEIGHT - 4}>
              {day.format(bar.from)}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

/** Bars between two labels: about six labels, each at the beginning of a day. */
function labelEvery(bars: Bar[]): number {
  const [first] = bars;
  const perDay = first ? Math.max(1, Math.round(DAY_MS / (first.to - first.from))) : 1;
  return Math.ceil(bars.length / 6 / perDay) * perDay;
}

/** Each part from the bottom up; one that exists is at least one and a half pixels high. */
function stack({ parts }: Bar, top: number): { status: Status; y: number; height: number }[] {
  let bottom = 6 + PLOT;
  return parts.map(({ status, count }) => {
    const height = Math.max(1.5, (count / top) * PLOT);
    bottom -= height;
    return { status, y: bottom, height };
  });
}

function describe(parts: Bar["parts"]): string {
  return (
    parts.map(({ status, count }) => `${whole.format(count)} ${STATUS_LOOKS[status].word.toLowerCase()}`).join(", ") ||
    "no events"
  );
}

function Types({ lines, chosen, onName }: { lines: TypeLine[]; chosen: string; onName: Props["onName"] }) {
  const largest = Math.max(1, ...lines.map(({ total }) => total));
  return (
    <ul class="types" aria-label="Events by type">
      {lines.map(({ eventName, total, parts }) => {
        const { text, family } = eventLabel(eventName ?? "Other types");
        return (
          <li key={eventName}>
            <button
              type="button"
              class="type-line"
              aria-pressed={eventName !== null && chosen === eventName}
              disabled={eventName === null}
              onClick={() => onName(chosen === eventName ? "" : (eventName ?? ""))}
            >
              <span class={`label is-${family}`}>
                <bdi>{cutMiddle(spellUnseen(text), MAX_NAME_LENGTH)}</bdi>
              </span>
              <span class="count">{whole.format(total)}</span>
              <span class="unseen">: {describe(parts)}</span>
              <TypeBar parts={parts} largest={largest} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function TypeBar({ parts, largest }: { parts: TypeLine["parts"]; largest: number }) {
  let x = 0;
  return (
    <svg class="type-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      {parts.map(({ status, count }) => {
        const width = Math.max(0.6, (count / largest) * 100);
        const rect = (
          <rect key={status} class={`part ${STATUS_LOOKS[status].className}`} x={x} y={0} width={width} height={4} />
        );
        x += width;
        return rect;
      })}
    </svg>
  );
}

function ChartTable({ bars, onSpan }: { bars: Bar[]; onSpan: Props["onSpan"] }) {
  return (
    <details class="chart-table">
      <summary>The chart as a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">Events</th>
          </tr>
        </thead>
        <tbody>
          {bars
            .filter(({ total }) => total > 0)
            .map((bar) => (
              <tr key={bar.from}>
                <td>
                  <button type="button" class="plain-button" onClick={() => onSpan(bar.from, bar.to)}>
                    {moment.format(bar.from)}
                  </button>
                </td>
                <td>{describe(bar.parts)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </details>
  );
}
