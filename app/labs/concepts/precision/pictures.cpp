#include "labs/concepts/precision/pictures.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "labs/concepts/shared/levers.h"
#include "plot/text.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

constexpr int most_bits = 32;
// The sizes over which the spacing is drawn, as powers of two.
constexpr int smallest_power = -34, largest_power = 24;

ImU32 bit_color(const ui::Ui& ui, const StoredNumber& number, int bit) {
  return ui.theme.plot.series(bit == 0 ? 3 : bit <= number.exponent_bits ? 1 : 0);
}

void draw_bits(PageView& page, const PrecisionOptions& o, ImVec2 corner, ImVec2 size) {
  ui::Ui& ui = page.ui;
  const float row = std::floor(size.y / static_cast<float>(all_formats.size())), names = ui.px(76);
  const float cell = std::floor(std::min(ui.px(20), (size.x - names) / static_cast<float>(most_bits)));
  const plot::Pencil name{.font = ui.fonts.body}, digit{.font = ui.fonts.caption, .writing = plot::Writing::numbers};
  const float digit_width = plot::text_size("0", digit).x, digit_height = plot::font_size(ui.fonts.caption);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  for (size_t i = 0; i < all_formats.size(); ++i) {
    const StoredNumber number = stored_number(o.number(), all_formats[i], o.range);
    const float y = corner.y + row * static_cast<float>(i), height = std::min(row - ui.px(8), ui.px(26));
    const std::string format(format_name(all_formats[i]));
    plot::draw_text(list, {corner.x, y + (height - plot::font_size(ui.fonts.body)) / 2},
                    ui.theme.plot.series(format_color(all_formats[i])), format, name);
    for (size_t bit = 0; bit < number.bits.size(); ++bit) {
      const ImVec2 at{corner.x + names + cell * static_cast<float>(bit), y};
      const ImU32 color = bit_color(ui, number, static_cast<int>(bit));
      const bool set = number.bits[bit] == '1';
      const float edge = std::max(1.0f, ui.px(1));
      const ImVec2 end{at.x + cell - edge, at.y + height};
      list.AddRectFilled(at, end, set ? color : plot::with_alpha(color, 0.2f), ui.px(2));
      if (cell > digit_width + ui.px(3))
        plot::draw_text(list, {std::floor(at.x + (cell - edge - digit_width) / 2), at.y + (height - digit_height) / 2},
                        set ? plot::contrasting(color) : ui.theme.text, number.bits.substr(bit, 1), digit);
    }
    ui.marks.insert_or_assign(
        page.mark("bits." + format),
        ui::Mark{.left = corner.x, .top = y, .right = corner.x + size.x, .bottom = y + height, .text = number.bits});
  }
}

std::string count_text(const RoundedLayer& layer) {
  std::string text;
  if (layer.overflows > 0) text += fmt::format("∞ {} ", layer.overflows);
  if (layer.underflows > 0) text += fmt::format("0 {}", layer.underflows);
  return text;
}

// From 10^-8 to 1, as a share of the bar.
float error_place(double error) {
  constexpr double decades = 8;
  if (std::isnan(error)) return 1;
  return static_cast<float>(std::clamp(1 + std::log10(std::max(error, 1e-12)) / decades, 0.0, 1.0));
}

}  // namespace

void BitsPicture::draw(PageView& page, const PrecisionOptions& o, ImVec2 size) {
  ui::Ui& ui = page.ui;
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float bits = std::floor(std::min(size.y * 0.45f, ui.px(4 * 36)));
  draw_bits(page, o, corner, {size.x, bits});
  const float legend = plot::font_size(ui.fonts.caption) + ui.px(10);
  float x = corner.x + ui.px(76);
  for (const auto& [words, color] :
       {std::pair{ui.tr("sign"), 3}, std::pair{ui.tr("exponent"), 1}, std::pair{ui.tr("fraction"), 0}}) {
    plot::draw_text(*ImGui::GetWindowDrawList(), {x, corner.y + bits}, ui.theme.plot.series(color), words,
                    {.font = ui.fonts.caption});
    x += plot::text_size(words, {.font = ui.fonts.caption}).x + ui.px(14);
  }
  ImGui::SetCursorScreenPos({corner.x, corner.y + bits + legend});
  plot::Figure figure(ui.plots, ui::labeled(ui.tr("Spacing of the numbers"), page.mark("spacing")),
                      {.x_label = "|x|",
                       .y_label = ui.tr("spacing"),
                       .x_scale = plot::Scale::log,
                       .y_scale = plot::Scale::log,
                       .size = {size.x, size.y - bits - legend},
                       .controls = plot::Controls::hidden});
  for (size_t i = 0; i < all_formats.size(); ++i) {
    const Precision precision = all_formats[i];
    spacing_[i].clear();
    for (int power = smallest_power; power <= largest_power; ++power) {
      const double at = std::ldexp(1.0, power);
      const StoredNumber number = stored_number(at, precision, o.range);
      if (at > number.largest) break;
      spacing_[i].push_back({at, number.spacing});
    }
    figure.line(ui::labeled(format_name(precision), std::string(format_name(precision))), plot::series(spacing_[i]),
                {.color = ui.theme.plot.series(format_color(precision)), .marker = plot::Marker::none});
  }
  const double here = std::abs(o.number());
  if (here > 0) figure.vertical_line(here, "|x|");
  figure.draw();
  ui.mark(page.mark("spacing"));
}

void draw_formats(PageView& page, const FormatSurvey& survey, ImVec2 size) {
  ui::Ui& ui = page.ui;
  if (survey.formats.empty()) return;
  ImGui::BeginChild("###precision.layers", size, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
  const float room = ImGui::GetContentRegionAvail().x, line = ImGui::GetTextLineHeight() + ui.px(4);
  const float names = std::min(room * 0.26f, ui.px(160)), gap = ui.px(10);
  const auto columns = static_cast<float>(all_formats.size() - 1);
  const float width = std::floor((room - names) / columns) - gap;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const auto write = [&](ImVec2 at, float wide, const std::string& words, ImU32 color, ImFont* font) {
    const plot::Pencil pencil{.font = font, .writing = plot::Writing::numbers};
    plot::draw_text(list, at, color, plot::shortened(words, wide, pencil), pencil);
  };
  const auto column = [&](size_t format) { return names + (width + gap) * static_cast<float>(format - 1); };
  const ImVec2 head = ImGui::GetCursorScreenPos();
  ImGui::Dummy({room, 2 * line + ui.px(4)});
  write(head, names - gap, std::string(ui.tr("accuracy")), ui.theme.muted, ui.fonts.caption);
  for (size_t format = 0; format < survey.formats.size(); ++format) {
    const Precision precision = all_formats[format];
    const std::string words = shown_number(survey.formats[format].evaluation.accuracy), name(format_name(precision));
    ui.mark(page.mark("accuracy." + name), words);
    ui.mark(page.mark("accuracy." + name) + ".value",
            fmt::format("{:.17g}", survey.formats[format].evaluation.accuracy));
    if (format == 0) {
      write({head.x, head.y + line}, names - gap, fmt::format("float {}", words), ui.theme.text, ui.fonts.strong);
      continue;
    }
    const float x = head.x + column(format);
    write({x, head.y}, width, name, ui.theme.plot.series(format_color(precision)), ui.fonts.strong);
    write({x, head.y + line}, width, words, ui.theme.text, ui.fonts.strong);
  }
  const size_t layers = survey.formats.front().layers.size();
  for (size_t i = 0; i < layers; ++i) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::Dummy({room, 2 * line});
    write(at, names - gap, survey.formats.front().layers[i].name, ui.theme.text, ui.fonts.body);
    write({at.x, at.y + line - ui.px(2)}, names - gap,
          fmt::format("≤ {}", shown_number(survey.formats.front().layers[i].largest_magnitude, 3)), ui.theme.muted,
          ui.fonts.caption);
    for (size_t format = 1; format < survey.formats.size(); ++format) {
      const RoundedLayer& layer = survey.formats[format].layers[i];
      const float x = at.x + column(format);
      const ImU32 color = ui.theme.plot.series(format_color(all_formats[format]));
      list.AddRectFilled({x, at.y + ui.px(3)}, {x + width, at.y + ui.px(9)}, ui.theme.field, ui.px(3));
      list.AddRectFilled({x, at.y + ui.px(3)}, {x + width * error_place(layer.largest_error), at.y + ui.px(9)}, color,
                         ui.px(3));
      const std::string error = shown_number(layer.largest_error, 2), counts = count_text(layer);
      write({x, at.y + ui.px(11)}, width, error + (counts.empty() ? "" : "   " + counts), ui.theme.text,
            ui.fonts.caption);
      const std::string mark = page.mark(fmt::format("error.{}.{}", format_name(all_formats[format]), layer.name));
      ui.marks.insert_or_assign(mark, ui::Mark{.left = x,
                                               .top = at.y,
                                               .right = x + width,
                                               .bottom = at.y + 2 * line,
                                               .text = fmt::format("{:.17g}", layer.largest_error)});
      if (ImGui::IsMouseHoveringRect({x, at.y}, {x + width, at.y + 2 * line}))
        ImGui::SetTooltip("%s", fmt::format(fmt::runtime(ui.tr("{}: {} of {} numbers became infinite, {} became 0")),
                                            layer.name, layer.overflows, layer.values, layer.underflows)
                                    .c_str());
    }
  }
  ImGui::EndChild();
}

void ScalingPicture::draw(PageView& page, const PrecisionOptions& o, const ScalingRace& race, ImVec2 size) {
  ui::Ui& ui = page.ui;
  const std::array names{std::string("float"), o.format,
                         fmt::format(fmt::runtime(ui.tr("{}, loss × 2^{}")), o.format, o.scale_power)};
  const std::array colors{0, 1, 2};
  const float gap = ui.px(8), upper = std::floor(size.y * 0.6f);
  for (size_t run = 0; run < race.runs.size(); ++run) {
    losses_[run].clear(), zeros_[run].clear();
    for (size_t step = 0; step < race.runs[run].losses.size(); ++step) {
      losses_[run].push_back({static_cast<double>(step), race.runs[run].losses[step]});
      zeros_[run].push_back({static_cast<double>(step), race.runs[run].zeros[step]});
    }
  }
  const plot::Range steps{0, static_cast<double>(ScalingRace::steps)};
  for (const bool is_loss : {true, false}) {
    plot::Figure figure(
        ui.plots,
        is_loss ? ui::labeled(ui.tr("Loss"), page.mark("losses"))
                : ui::labeled(ui.tr("Gradients that are 0"), page.mark("zeros")),
        {.x_label = is_loss ? std::string_view() : ui.tr("step"),
         .y_format = is_loss ? plot::Format::number : plot::Format::percent,
         .x_range = steps,
         .y_range = is_loss ? std::optional<plot::Range>() : std::optional<plot::Range>(plot::Range{0, 1}),
         .size = {size.x, is_loss ? upper : size.y - upper - gap},
         .stack = "precision.race",
         .controls = plot::Controls::hidden,
         .legend = is_loss ? plot::Controls::shown : plot::Controls::hidden});
    for (size_t run = 0; run < race.runs.size(); ++run)
      figure.line(ui::labeled(names[run], fmt::format("run{}", run)), plot::series((is_loss ? losses_ : zeros_)[run]),
                  {.color = ui.theme.plot.series(colors[run]),
                   .dash = run == 0 ? plot::Dash::dashed : plot::Dash::solid,
                   .marker = plot::Marker::none});
    figure.draw();
    ui.mark(page.mark(is_loss ? "losses" : "zeros"));
  }
}

}  // namespace saddle::app
