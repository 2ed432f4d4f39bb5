#include "report/html_page.h"

#include <fmt/format.h>

#include "report/html_text.h"

namespace saddle::app {
namespace {

constexpr std::string_view shared_style = R"(
:root { color-scheme: light dark; --line: #8886; --good: #1a7f37; --bad: #b35900; }
@media (prefers-color-scheme: dark) { :root { --good: #56d364; --bad: #ffa657; } }
body { font: 16px/1.5 Inter, "Noto Sans CJK KR", "Noto Sans KR", NanumGothic, system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 2rem; }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .75rem; text-align: right; font-variant-numeric: tabular-nums; }
th:first-child, td:first-child { text-align: left; width: 50%; }
.agrees { color: var(--good); } .differs { color: var(--bad); font-weight: 600; }
small { opacity: .75; }
)";

}  // namespace

std::string html_head(std::string_view language, std::string_view title, std::string_view style) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"{}\"><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width\">\n<title>{}</title>\n<style>{}{}</style>\n",
      html_text(language), html_text(title), shared_style, style);
}

}  // namespace saddle::app
