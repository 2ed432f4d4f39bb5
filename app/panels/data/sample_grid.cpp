#include "panels/data/sample_grid.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "panels/results/gallery.h"
#include "plot/bar.h"
#include "plot/class_color.h"
#include "plot/number.h"
#include "plot/text.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

constexpr int64_t page = 120;  // samples that are asked for together
constexpr int64_t most_of_each = 40;

std::span<const float> values_of(const SamplesReading& reading, int64_t index) {
  const auto width = static_cast<size_t>(reading.samples.shape[1]);
  return std::span(reading.samples.values).subspan(static_cast<size_t>(index) * width, width);
}

// Values that are no levels of gray, as normalized ones are, from the least to the greatest of the sample.
std::vector<float> visible(std::span<const float> values) {
  const auto [least, most] = std::ranges::minmax(values);
  std::vector<float> all(values.begin(), values.end());
  if (least >= 0 && most <= 1) return all;
  for (float& value : all) value = most > least ? (value - least) / (most - least) : 0.5f;
  return all;
}

// The side of a tile: about so long, and a whole number of pixels for each value of a picture.
float side_of(const ui::Ui& ui, const Shape& sample, float about) {
  if (sample.rank() != 3) return ui.px(about);
  const auto extent = static_cast<float>(std::max(sample[1], sample[2]));
  return std::clamp(std::max(1.0f, std::round(ui.px(about) / extent)) * extent, ui.px(0.7f * about),
                    ui.px(1.5f * about));
}

std::string label_of(const RunSnapshot& now, const SamplesReading& reading, int64_t index) {
  const auto i = static_cast<size_t>(index);
  if (i < reading.labels.size()) return class_name(now, reading.labels[i]);
  if (reading.targets.empty()) return "";
  const size_t outputs = reading.targets.size() / reading.which.size();
  return plot::value_text(static_cast<double>(reading.targets[i * outputs]));
}

}  // namespace

Probe samples_probe(const SampleGrid::Choice& choice, int64_t first, int64_t count, int64_t of_each) {
  return {.type = "samples",
          .options = {{"part", choice.part},
                      {"stage", choice.stage},
                      {"label", choice.label},
                      {"of_each", static_cast<int>(of_each)},
                      {"first", static_cast<int>(first)},
                      {"count", static_cast<int>(count)},
                      {"draw", choice.draw}}};
}

void SampleGrid::draw(Frame& frame, const Choice& choice, int64_t matching) {
  ui::Ui& ui = frame.ui;
  if (choice.part != shown_.part || choice.label != shown_.label) ImGui::SetNextWindowScroll({0, 0});
  shown_ = choice;
  ImGui::BeginChild("###samples", {0, 0}, false);
  const float gap = ui.px(6), side = side_of(ui, frame.training.now.sample, 64), line = ui.px(16),
              room = ImGui::GetContentRegionAvail().x;
  const int64_t columns = std::max<int64_t>(1, static_cast<int64_t>((room + gap) / (side + gap)));
  const float row = side + line + gap;
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  ImGui::Dummy({room, static_cast<float>((matching + columns - 1) / columns) * row});
  const float above = ImGui::GetScrollY();
  const int64_t first = static_cast<int64_t>(above / row) * columns,
                last =
                    std::min(matching, (static_cast<int64_t>((above + ImGui::GetWindowHeight()) / row) + 1) * columns);
  for (int64_t at = first - first % page; at < last; at += page) {
    const auto* reading = content_of<SamplesReading>(frame.training.watch(samples_probe(choice, at, page)));
    for (int64_t i = std::max(at, first); i < std::min(at + page, last); ++i) {
      const ImVec2 corner{origin.x + static_cast<float>(i % columns) * (side + gap),
                          origin.y + static_cast<float>(i / columns) * row};
      const bool known = reading && i - at < std::ssize(reading->which);
      if (known) {
        tile(frame, *reading, i - at, corner, {side, side + line});
      } else {
        ImGui::GetWindowDrawList()->AddRectFilled(corner, {corner.x + side, corner.y + side}, ui.theme.field, ui.px(4));
      }
    }
  }
  ImGui::EndChild();
  ui.mark("data.grid", fmt::format("{} to {} of {}", first, last, matching));
}

void SampleGrid::draw_by_class(Frame& frame, const Choice& choice, const SamplesReading::Part& part) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  ImGui::BeginChild("###classes", {0, 0}, false);
  const float gap = ui.px(6), side = side_of(ui, now.sample, 52), left = ui.px(132),
              room = ImGui::GetContentRegionAvail().x;
  const auto of_each = std::clamp(static_cast<int64_t>((room - left + gap) / (side + gap)), int64_t{1}, most_of_each);
  const float row = side + gap;
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const int64_t classes = std::ssize(part.of_class);
  ImGui::Dummy({room, static_cast<float>(classes) * row});
  const int64_t most = classes == 0 ? 1 : std::max<int64_t>(1, *std::ranges::max_element(part.of_class));
  const auto* reading = content_of<SamplesReading>(
      frame.training.watch(samples_probe(choice, 0, std::min<int64_t>(classes * of_each, 10000), of_each)));
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const plot::Pencil strong{.font = ui.fonts.strong}, small{.font = ui.fonts.caption};
  std::vector<int64_t> placed(static_cast<size_t>(classes));
  for (int64_t i = 0; i < classes; ++i) {
    const ImVec2 at{origin.x, origin.y + static_cast<float>(i) * row};
    if (!ImGui::IsRectVisible(at, {at.x + room, at.y + row})) continue;
    const int64_t count = part.of_class[static_cast<size_t>(i)];
    const std::string name = plot::shortened(class_name(now, static_cast<int>(i)), left - ui.px(12), strong);
    draw_text(list, at, ui.theme.text, name, strong);
    draw_text(list, {at.x, at.y + ui.px(18)}, ui.theme.muted,
              plot::value_text(static_cast<double>(count), plot::Format::integer), small);
    const float share = static_cast<float>(count) / static_cast<float>(most);
    plot::draw_bar(list, {{at.x, at.y + ui.px(36)}, {at.x + left - ui.px(12), at.y + ui.px(42)}}, share,
                   plot::class_color(ui.plots.style, static_cast<int>(i)),
                   {.track = ui.theme.field, .rounding = ui.px(3), .least = count > 0 ? ui.px(2) : 0});
    ui.marks.insert_or_assign("data.class" + std::to_string(i),
                              ui::Mark{at.x, at.y, at.x + left, std::min(at.y + row, list.GetClipRectMax().y),
                                       fmt::format("{} {}", class_name(now, static_cast<int>(i)), count)});
  }
  for (int64_t i = 0; reading && i < std::ssize(reading->labels); ++i) {
    const auto label = static_cast<size_t>(reading->labels[static_cast<size_t>(i)]);
    if (label >= placed.size()) continue;
    const ImVec2 at{origin.x + left + static_cast<float>(placed[label]++) * (side + gap),
                    origin.y + static_cast<float>(label) * row};
    if (ImGui::IsRectVisible(at, {at.x + side, at.y + side})) tile(frame, *reading, i, at, {side, side});
  }
  ImGui::EndChild();
  ui.mark("data.grid", fmt::format("{} classes", classes));
}

// With what it is below, where there is room for that.
void SampleGrid::tile(Frame& frame, const SamplesReading& reading, int64_t index, ImVec2 at, ImVec2 size) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const std::span<const float> values = values_of(reading, index);
  const bool pictures = now.sample.rank() == 3;
  draw_sample(frame, list, at, {size.x, size.x},
              pictures ? visible(values) : std::vector(values.begin(), values.end()));
  if (size.y > size.x) {
    const plot::Pencil pencil{.font = ui.fonts.caption};
    const std::string text = plot::shortened(label_of(now, reading, index), size.x, pencil);
    draw_text(list, {at.x + (size.x - plot::text_size(text, pencil).x) / 2, at.y + size.x}, ui.theme.muted, text,
              pencil);
  }
  const bool over = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(at, {at.x + size.x, at.y + size.y});
  ui.marks.insert_or_assign("data.tile" + std::to_string(index),
                            ui::Mark{at.x, at.y, at.x + size.x, std::min(at.y + size.y, list.GetClipRectMax().y),
                                     label_of(now, reading, index)});
  if (!over) return;
  list.AddRect(at, {at.x + size.x, at.y + size.x}, ui.theme.accent, ui.px(3));
  explain(frame, reading, index);
}

// The sample, large, and its numbers.
void SampleGrid::explain(Frame& frame, const SamplesReading& reading, int64_t index) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  const std::span<const float> values = values_of(reading, index);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(12), ui.px(10)});
  ImGui::BeginTooltip();
  const std::string label = label_of(now, reading, index);
  if (!label.empty()) ui::text(ui, label, ui.theme.text, ui.fonts.strong);
  ui::caption(ui, fmt::format(fmt::runtime(ui.tr("sample {}")), reading.which[static_cast<size_t>(index)]));
  const auto [least, most] = std::ranges::minmax(values);
  if (now.sample.rank() == 3) {
    const float side = ui.px(168);
    draw_sample(frame, *ImGui::GetWindowDrawList(), ImGui::GetCursorScreenPos(), {side, side}, visible(values));
    ImGui::Dummy({side, side});
    ui::caption(ui, fmt::format(fmt::runtime(ui.tr("values {} to {}")), plot::value_text(static_cast<double>(least)),
                                plot::value_text(static_cast<double>(most))));
  } else {
    constexpr size_t most_lines = 24;
    for (size_t i = 0; i < std::min(values.size(), most_lines); ++i) {
      const std::string name = i < reading.features.size() ? reading.features[i].name : std::to_string(i + 1);
      ui::caption(ui, name + "  " + plot::value_text(static_cast<double>(values[i])));
    }
    if (values.size() > most_lines) ui::caption(ui, "…");
  }
  ImGui::EndTooltip();
  ImGui::PopStyleVar();
}

}  // namespace saddle::app
