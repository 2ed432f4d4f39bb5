#include "labs/concepts/one_step/picture.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "labs/concepts/shared/levers.h"
#include "plot/text.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

void number_mark(PageView& page, const char* name, double value) {
  page.ui.mark(page.mark(name), shown_number(value));
  page.ui.mark(page.mark(name) + ".value", fmt::format("{:.17g}", value));
}

// A sentence of numbers, which break between words alone.
void say_numbers(PageView& page, const std::string& words, ImU32 color) {
  const ui::Ui& ui = page.ui;
  const float room = ImGui::GetContentRegionAvail().x;
  for (const std::string& line : plot::wrapped(words, room, 12, {.font = ui.fonts.body}))
    ui::text(page.ui, line, color, ui.fonts.body);
}

void draw_sum(PageView& page, const OneStep& step) {
  ui::Ui& ui = page.ui;
  group(page, fmt::format(fmt::runtime(ui.tr("Forward: the sum at {} of {}")), step.unit, step.layer));
  std::string words;
  for (const OneStep::Term& term : step.terms) {
    const std::string product = fmt::format("{}·{}", shown_factor(term.weight), shown_factor(term.value));
    words += (words.empty() ? "" : " + ") + (term.chosen ? "[" + product + "]" : product);
  }
  const int64_t more = step.terms_in_all - std::ssize(step.terms);
  double rest = step.sum - step.bias;
  for (const OneStep::Term& term : step.terms) rest -= term.product();
  if (more > 0) words += fmt::format(fmt::runtime(ui.tr(" + {} more terms ({})")), more, shown_number(rest));
  if (std::abs(step.bias) > 1e-14) words += " " + shown_term(step.bias);
  if (words.empty()) words = "z";
  say_numbers(page, words + " = " + shown_number(step.sum), ui.theme.plot.series(0));
  number_mark(page, "sum", step.sum);
}

// A step of the way: a card with the layer, the unit and the two numbers.
struct Card {
  std::string title, unit, local, above;
};

std::vector<Card> cards_of(const PageView& page, const OneStep& step) {
  const ui::Ui& ui = page.ui;
  const auto above = [&](double value) { return fmt::format("∂L/∂ = {}", shown_number(value)); };
  std::vector<Card> cards;
  const OneStep::Place& place = step.places.front();
  cards.push_back({step.layer, place.unit, fmt::format("∂z/∂w = {}", shown_number(place.slope)), above(place.above)});
  for (const OneStep::Factor& factor : step.factors) {
    const bool mixed = std::isnan(factor.local);
    cards.push_back({factor.layer, factor.unit,
                     mixed ? std::string(ui.tr("mixes all of them")) : fmt::format("× {}", shown_number(factor.local)),
                     mixed ? "" : above(factor.above)});
  }
  return cards;
}

void draw_chain(PageView& page, const OneStep& step) {
  ui::Ui& ui = page.ui;
  group(page, ui.tr("Back: the way with the largest product"));
  const float room = ImGui::GetContentRegionAvail().x, gap = ui.px(22), line = ImGui::GetTextLineHeight() + ui.px(3);
  // An arrow to the next stands in the gap, at the end of a row too.
  const ImVec2 size{std::min(ui.px(158), room - gap), 4 * line + ui.px(14)};
  const float left = ImGui::GetCursorScreenPos().x;
  ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const std::vector<Card> cards = cards_of(page, step);
  for (size_t i = 0; i < cards.size(); ++i) {
    const float arrow = i + 1 < cards.size() ? gap : 0;
    if (at.x > left && at.x + size.x + arrow > left + room) at = {left, at.y + size.y + ui.px(8)};
    const ImVec2 end{at.x + size.x, at.y + size.y};
    list.AddRectFilled(at, end, ui.theme.card, ui.px(6));
    list.AddRect(at, end, i == 0 ? ui.theme.accent : ui.theme.border, ui.px(6));
    float top = at.y + ui.px(7);
    const auto write = [&](const std::string& words, ImU32 color, ImFont* font) {
      plot::draw_text(list, {at.x + ui.px(9), top}, color, plot::shortened(words, size.x - ui.px(18), {.font = font}),
                      {.font = font, .writing = plot::Writing::numbers});
      top += line;
    };
    write(cards[i].title, ui.theme.text, ui.fonts.strong);
    write(cards[i].unit, ui.theme.muted, ui.fonts.caption);
    write(cards[i].local, ui.theme.plot.series(0), ui.fonts.body);
    write(cards[i].above, ui.theme.plot.series(1), ui.fonts.body);
    if (arrow > 0)
      plot::draw_text(list, {end.x + ui.px(5), at.y + size.y / 2 - line / 2}, ui.theme.muted, "→",
                      {.font = ui.fonts.body});
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy(size);
    ui.mark(page.mark("card." + std::to_string(i)), cards[i].title + " " + cards[i].local);
    at.x += size.x + gap;
  }
  ImGui::SetCursorScreenPos({left, at.y + size.y + ui.px(4)});
  const OneStep::Factor* branching = nullptr;
  for (const OneStep::Factor& factor : step.factors) {
    if (factor.ways > 1 && !branching) branching = &factor;
  }
  if (branching && !std::isnan(branching->local))
    say(page, fmt::format(fmt::runtime(ui.tr("Through {} there are {} ways; this one brings {} of their sum {}")),
                          branching->layer, branching->ways, shown_number(branching->product()),
                          shown_number(branching->total)));
}

void draw_gradient(PageView& page, const OneStep& step) {
  ui::Ui& ui = page.ui;
  std::string words;
  for (const OneStep::Place& place : step.places)
    words += (words.empty() ? "" : " + ") + fmt::format("{}·{}", shown_factor(place.slope), shown_factor(place.above));
  const int64_t more = step.places_in_all - std::ssize(step.places);
  double rest = step.gradient;
  for (const OneStep::Place& place : step.places) rest -= place.product();
  if (more > 0)
    words += fmt::format(fmt::runtime(ui.tr(" + {} more positions ({})")), more,
                         shown_number(std::abs(rest) < 1e-12 ? 0 : rest));
  say_numbers(page, "∂L/∂w = " + words + " = " + shown_number(step.gradient), ui.theme.plot.series(1));
  number_mark(page, "slope", step.gradient);
}

void draw_update(PageView& page, const OneStep& step) {
  ui::Ui& ui = page.ui;
  group(page, ui.tr("The update, by the optimizer's formula"));
  for (const ExplainedLine& line : step.update)
    say_numbers(page,
                fmt::format("{} ← {} = {} = {}", line.symbol, line.formula, line.numbers, shown_number(line.value, 6)),
                ui.theme.text);
  ui.mark(page.mark("update"), step.update.empty() ? "" : step.update.back().numbers);
  say(page, fmt::format(fmt::runtime(ui.tr("In the program: w = {} becomes {}")), shown_number(step.weight, 6),
                        shown_number(step.weight_after, 6)));
  number_mark(page, "weight_after", step.weight_after);
  group(page, ui.tr("The loss of this example"));
  say(page,
      fmt::format(fmt::runtime(ui.tr("before: {}   this weight alone: {}   all weights: {}")),
                  shown_number(step.loss, 6), shown_number(step.loss_after_alone, 6), shown_number(step.loss_after, 6)),
      ui.theme.text);
  number_mark(page, "example_loss", step.loss_after);
}

}  // namespace

void draw_one_step(PageView& page, const OneStep& step, ImVec2 size) {
  ImGui::BeginChild("###one_step.picture", size, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
  draw_sum(page, step);
  draw_chain(page, step);
  draw_gradient(page, step);
  draw_update(page, step);
  ImGui::EndChild();
}

}  // namespace saddle::app
