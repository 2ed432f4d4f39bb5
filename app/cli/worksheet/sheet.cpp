#include "cli/worksheet/sheet.h"

#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "cli/shared/html_text.h"

namespace saddle::cli {
namespace {

constexpr std::string_view style_of_sheet = R"(<style>
body { font: 12pt/1.5 "Noto Sans CJK KR", "Noto Sans KR", sans-serif; margin: 2cm; color: #111; }
h1 { font-size: 18pt; margin: 0; } h1 + p { margin-top: 0; color: #555; }
section { break-inside: avoid; margin: 1.2em 0; }
.key { break-before: page; }
table.grid { display: inline-table; border-collapse: collapse; vertical-align: middle; margin: .3em; }
table.grid td { border: 1px solid #999; min-width: 1.5em; text-align: center; padding: .1em .3em; }
.blank { display: inline-block; min-width: 7em; border-bottom: 1px solid #111; }
.answers span { display: inline-block; min-width: 13em; margin: .35em 0; }
@page { size: A4; margin: 0; }
</style>
)";

}  // namespace

std::string worksheet_html(const ConceptType& page, uint64_t seed, int exercises, const ui::Language& language) {
  std::string tasks, key;
  for (int i = 0; i < exercises; ++i) {
    const Properties properties = page.exercise(seed * 1000 + static_cast<uint64_t>(i));
    std::string blanks, answers;
    for (const app::PageNumber& number : page.compute(properties)) {
      if (number.slips.empty()) continue;
      const std::string label = html_text(language(number.label));
      blanks += fmt::format("<span>{} = <span class=\"blank\">&nbsp;</span></span>\n", label);
      answers += fmt::format("<div>{} = {} = <b>{}</b></div>\n", label, html_text(number.formula),
                             app::shown_number(number.value, number.digits));
    }
    tasks += fmt::format("<section><b>{}.</b> {}\n<div class=\"answers\">\n{}</div></section>\n", i + 1,
                         page.given(properties), blanks);
    key += fmt::format("<section><b>{}.</b>\n{}</section>\n", i + 1, answers);
  }
  const std::string title = html_text(language(page.title)),
                    book = html_text(fmt::format(fmt::runtime(language("In the book: {}")), page.section));
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><title>{}</title>\n{}</head>\n"
      "<body>\n<h1>{}</h1>\n<p>{} &middot; {} {}</p>\n{}<div class=\"key\">\n<h1>{}: {}</h1>\n{}</div>\n"
      "</body>\n</html>\n",
      language.code(), title, style_of_sheet, title, book, language("Sheet"), seed, tasks, title, language("Key"), key);
}

}  // namespace saddle::cli
