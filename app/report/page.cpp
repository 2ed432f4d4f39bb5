#include <fmt/format.h>

#include "report/html_page.h"
#include "report/html_text.h"
#include "report/page_parts.h"

namespace saddle::app {
namespace {

// The colors are those of the window (plot/style.cpp), which every pair of eyes tells apart.
constexpr std::string_view report_style = R"(
:root { --ground: #fff; --text: #1d2229; --muted: #5c6573; --panel: #f6f7f9; --accent: #005cb0; --grid: #e6e8ec; --axis: #8b93a0;
  --error: #b22a20; --warning: #a85f00; --note: #005cb0;
  --s0: #005cb0; --s1: #d07a10; --s2: #129a60; --s3: #b22a20; --s4: #9e527a; --s5: #38aee8; --s6: #b8a800; --s7: #252b33; }
@media (prefers-color-scheme: dark) { :root { --ground: #16181d; --text: #e6e9ee; --muted: #98a1b0; --panel: #1f2229; --accent: #67a2fa;
  --grid: #2a2e36; --axis: #596170; --error: #ff8266; --warning: #f4a800; --note: #67a2fa;
  --s0: #67a2fa; --s1: #f4a800; --s2: #1ccb79; --s3: #e2603c; --s4: #c975bb; --s5: #676de9; --s6: #f5e960; --s7: #8ca191; } }
body { background: var(--ground); color: var(--text); max-width: 74rem; }
h1 { margin: 0; font-size: 1.9rem; line-height: 1.25; } h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; }
.about, .muted { color: var(--muted); } .about { margin: .25rem 0 1.25rem; }
dl.facts { display: flex; flex-wrap: wrap; gap: .75rem 2.25rem; margin: 0; } dl.facts div { display: flex; flex-direction: column-reverse; }
dl.facts dt { color: var(--muted); font-size: .85rem; } dl.facts dd { margin: 0; font-size: 1.35rem; font-variant-numeric: tabular-nums; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); gap: 1.25rem; }
svg { width: 100%; height: auto; display: block; overflow: visible; } svg text { fill: var(--text); font-size: 12px; }
svg .name { font-weight: 600; font-size: 14px; } svg .tick { fill: var(--muted); font-size: 11px; font-variant-numeric: tabular-nums; }
.grid { stroke: var(--grid); fill: none; } .minor { opacity: .5; } .axis { stroke: var(--axis); fill: none; }
.line { fill: none; stroke-width: 1.75; stroke-linejoin: round; } .faint { opacity: .28; stroke-width: 1; }
.s0 { stroke: var(--s0); } .s1 { stroke: var(--s1); stroke-dasharray: 7 3; } .s2 { stroke: var(--s2); stroke-dasharray: 2 3; }
.s3 { stroke: var(--s3); stroke-dasharray: 8 3 2 3; } .s4 { stroke: var(--s4); } .s5 { stroke: var(--s5); } .s6 { stroke: var(--s6); } .s7 { stroke: var(--s7); }
.faint { stroke-dasharray: none; }
.event { stroke-dasharray: 3 3; fill: none; } circle { stroke: none; } svg .number { fill: var(--ground); font-size: 11px; font-weight: 700; }
.error .event { stroke: var(--error); } .error circle { fill: var(--error); } .warning .event { stroke: var(--warning); } .warning circle { fill: var(--warning); }
.note .event { stroke: var(--note); } .note circle { fill: var(--note); }
.dot { fill: none; stroke: var(--text); stroke-width: 1.5; }
ol.events { list-style: none; padding: 0; margin: 0; } ol.events li { display: flex; gap: .75rem; padding: .5rem 0; border-bottom: 1px solid var(--line); }
ol.events b { flex: none; width: 1.5em; height: 1.5em; line-height: 1.5em; border-radius: 50%; text-align: center; color: var(--ground); font-size: .85rem; margin-top: .1rem; }
li.error b { background: var(--error); } li.warning b { background: var(--warning); } li.note b { background: var(--note); }
ol.events span { color: var(--muted); } code, pre { font-family: "JetBrains Mono", ui-monospace, monospace; font-size: .875rem; }
pre { background: var(--panel); border-radius: 6px; padding: .75rem 1rem; overflow-x: auto; margin: .5rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; } table { margin-bottom: 0; } table.plain { width: auto; } table.plain td:first-child, table.plain th:first-child { width: auto; }
table.confusion { width: auto; font-size: .875rem; } table.confusion th, table.confusion td { padding: .2rem .55rem; width: auto; min-width: 2.2em; border: 1px solid var(--grid); font-weight: 400; }
table.confusion th { color: var(--muted); } table.confusion td { background: color-mix(in srgb, var(--cell) var(--share), transparent); text-align: right; }
td.right { --cell: var(--s0); } td.wrong { --cell: var(--s1); }
table.settings td { text-align: left; vertical-align: top; } table.settings td:first-child { color: var(--muted); width: 11rem; }
.filters { display: flex; flex-wrap: wrap; gap: .6rem; } .filters svg { width: 4.2rem; border: 1px solid var(--grid); }
.filters rect { stroke: none; } summary { cursor: pointer; color: var(--accent); }
footer { margin: 2.5rem 0 1rem; color: var(--muted); font-size: .85rem; }
@media print { body { max-width: none; margin: 0; } h2, .figures svg, li { break-inside: avoid; } }
)";

}  // namespace

std::string report_html(const Report& report, const std::vector<Preset>& presets, const ui::Language& language) {
  const Experiment& experiment = report.experiment;
  const std::string name =
      experiment.name.empty() ? std::string(language("Experiment")) : std::string(language(experiment.name));
  std::string page = html_head(language.code(), name, report_style);
  page += fmt::format("<h1>{}</h1>\n", html_text(name));
  std::string about;
  for (const std::string& words : {experiment.chapter, experiment.about}) {
    if (!words.empty()) about += (about.empty() ? "" : " · ") + html_text(language(words));
  }
  page += fmt::format("<p class=\"about\">{}</p>\n", about);
  page += facts_part(report, language);
  page += events_part(report, language);
  page += curves_part(report, language);
  page += trials_part(report, language);
  page += published_part(report, presets, language);
  page += confusion_part(report, language);
  page += filters_part(report, language);
  page += experiment_part(report, presets, language);
  for (const Issue& note : report.notes) page += fmt::format("<p class=\"muted\">{}</p>\n", html_text(language(note)));
  if (!report.source.empty())
    page += fmt::format("<footer>{}</footer>\n", said(language, "Made by Saddle of {}",
                                                      std::filesystem::path(report.source).filename().string()));
  return page + "</html>\n";
}

}  // namespace saddle::app
