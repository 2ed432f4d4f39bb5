#include "labs/network/age_caption.h"

#include <array>
#include <cmath>

#include <fmt/format.h>

#include "model/reading_age.h"
#include "plot/number.h"
#include "plot/text.h"

namespace saddle::app {
namespace {

// In full, and where there is no room for that, the step alone.
std::array<std::string, 2> words_of(const ui::Ui& ui, const ReadingAge& age) {
  const auto number = [](int64_t n) { return plot::value_text(static_cast<double>(n), plot::Format::integer); };
  const std::string step = fmt::format(fmt::runtime(ui.tr("step {}")), number(age.step));
  if (age.past) return {fmt::format(fmt::runtime(ui.tr("step {} – the past")), number(age.step)), step};
  if (age.behind == 0) return {step, step};
  const std::string_view full =
      age.behind == 1 ? ui.tr("measured at step {}, one step ago") : ui.tr("measured at step {}, {} steps ago");
  return {fmt::format(fmt::runtime(full), number(age.step), number(age.behind)), step};
}

}  // namespace

void draw_age(Frame& frame, const std::string& name, ImVec2 corner, float room, float height) {
  ui::Ui& ui = frame.ui;
  const auto age = age_of(frame.training.shown, frame.training.now);
  if (!age) return;
  const plot::Pencil pencil{.font = ui.fonts.caption};
  for (const std::string& words : words_of(ui, *age)) {
    const ImVec2 size = plot::text_size(words, pencil);
    if (size.x > room) continue;
    const float top = corner.y + std::round((height - size.y) / 2);
    plot::draw_text(*ImGui::GetWindowDrawList(), {corner.x, top},
                    age->stale || age->past ? ui.theme.warning : ui.theme.muted, words, pencil);
    ui.marks.insert_or_assign(name, ui::Mark{corner.x, top, corner.x + size.x, top + size.y, words});
    return;
  }
}

}  // namespace saddle::app
