#include "labs/compare/race_wall.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "labs/compare/axis_choices.h"
#include "labs/compare/race_figure.h"
#include "panels/runs/run_words.h"
#include "plot/colormap.h"
#include "plot/figure.h"
#include "plot/picture.h"
#include "plot/stroke.h"
#include "plot/text.h"
#include "ui/flow.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

// At a scale of 1: a cell is no narrower, and no lower.
constexpr float least_cell_width = 150, least_cell_height = 88, cell_gap = 10, point_radius = 2.5f;

// Of the first seed: all of a combination look alike.
const RunSnapshot* run_of(const StudyView& view, int64_t combination) {
  return view.snapshot->runs[static_cast<size_t>(combination * view.study->seeds)]->now.get();
}

const Reading* reading_of(const RunSnapshot& run, std::string_view type, const Probe** asked = nullptr) {
  for (const auto& [probe, reading] : run.readings) {
    if (probe.type != type) continue;
    if (asked) *asked = &probe;
    return reading.get();
  }
  return nullptr;
}

template <class Content>
bool any_has(const StudyView& view, std::string_view type, const auto& suits) {
  return std::ranges::any_of(view.snapshot->runs, [&](const auto& run) {
    const Reading* reading = run->now ? reading_of(*run->now, type) : nullptr;
    const auto* content = reading ? reading->as<Content>() : nullptr;
    return content && suits(*content);
  });
}

int64_t lines_of(const Study& study) { return study.axes.size() > 1 ? std::ssize(study.axes.back().values) : 1; }

// All that varies but the last; of a single axis, its value.
std::string cell_name(const ui::Ui& ui, const Study& study, int64_t cell, int64_t lines) {
  if (lines == 1) return contestant_name(ui, study, cell);
  const auto values = settings(study, cell * lines);
  std::string name;
  for (size_t i = 0; i + 1 < values.size(); ++i)
    name += (i ? ", " : "") + value_words(ui, study.axes[i].path, values[i]);
  return name;
}

// The filters of a convolution side by side, in the colors of the panel Filters, with nothing between them.
struct Montage {
  std::vector<ImU32> colors;
  int rows = 0, columns = 0;
};
Montage montage_of(const FiltersReading& filters) {
  const Shape& shape = filters.weight.shape;
  const auto count = static_cast<int>(shape[0]), channels = static_cast<int>(shape[1]);
  const auto rows = static_cast<int>(shape[2]), columns = static_cast<int>(shape[3]);
  const int across = static_cast<int>(std::ceil(std::sqrt(1.5 * count))), down = (count + across - 1) / across;
  const auto [least, most] = std::ranges::minmax(filters.weight.values);
  const plot::Range range = plot::symmetric({static_cast<double>(least), static_cast<double>(most)});
  Montage montage{.colors = {}, .rows = down * (rows + 1) - 1, .columns = across * (columns + 1) - 1};
  montage.colors.assign(static_cast<size_t>(montage.rows * montage.columns), 0);
  for (int filter = 0; filter < count; ++filter) {
    for (int y = 0; y < rows; ++y) {
      for (int x = 0; x < columns; ++x) {
        const float value = filters.weight.values[static_cast<size_t>((filter * channels * rows + y) * columns + x)];
        const int top = filter / across * (rows + 1) + y, left = filter % across * (columns + 1) + x;
        montage.colors[static_cast<size_t>(top * montage.columns + left)] =
            plot::sample(plot::Colormap::diverging, plot::normalized(static_cast<double>(value), range));
      }
    }
  }
  return montage;
}

}  // namespace

std::vector<ui::Option> RaceWall::cell_options(const ui::Ui& ui, const StudyView* view) {
  std::vector<ui::Option> options{{"curves", std::string(ui.tr("curves"))}};
  const auto has_filters = [](const FiltersReading&) { return true; };
  const auto is_plane = [](const PlaneReading& plane) { return plane.answers.shape[1] > 1; };  // and no line
  if (view && any_has<FiltersReading>(*view, "filters", has_filters))
    options.push_back({"filters", std::string(ui.tr("filters"))});
  if (view && any_has<PlaneReading>(*view, "plane", is_plane))
    options.push_back({"regions", std::string(ui.tr("regions"))});
  return options;
}

RaceWall::Grid RaceWall::grid_for(const ui::Ui& ui, int cells) {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float gap = ui.px(cell_gap), title = ImGui::GetTextLineHeightWithSpacing();
  const int most = std::max(1, static_cast<int>((room.x + gap) / (ui.px(least_cell_width) + gap)));
  // The most square cells that all have room at once; otherwise one scrolls.
  Grid best;
  float best_area = -1;
  for (int columns = 1; columns <= std::min(most, cells); ++columns) {
    const auto rows = static_cast<float>((cells + columns - 1) / columns);
    const float width = std::floor((room.x + gap) / static_cast<float>(columns) - gap);
    const float height = std::floor((room.y + gap) / rows - gap - title);
    const float usable = std::max(height, ui.px(least_cell_height)),
                area = std::min(width, 1.5f * usable) * std::min(usable, width / 1.1f);
    const bool fits = height >= ui.px(least_cell_height);
    if (best_area < 0 || (fits ? area : 0) > best_area || (!fits && best_area == 0)) {
      best = {columns, {width, usable}};
      best_area = fits ? area : 0;
    }
  }
  return best;
}

// What the lines of every cell are, or the classes whose regions they show.
void RaceWall::draw_key(Frame& frame, const CompareState& state, int64_t lines) const {
  ui::Ui& ui = frame.ui;
  const Study& study = *state.view->study;
  const plot::Style& style = ui.theme.plot;
  const bool classes = state.cells == "regions";
  std::vector<std::string> names;
  if (const RunSnapshot* run = classes ? run_of(*state.view, 0) : nullptr) names = run->classes;
  for (int64_t line = 0; !classes && lines > 1 && line < lines; ++line)
    names.push_back(value_words(ui, study.axes.back().path, study.axes.back().values[static_cast<size_t>(line)]));
  const float width = ui.px(24), gap = ui.px(6);
  ui::Flow flow(ui, ui.px(16));
  for (size_t line = 0; line < names.size(); ++line) {
    const std::string& name = names[line];
    flow.place(width + gap + plot::text_size(name, {.font = ui.fonts.caption}).x);
    ImGui::BeginGroup();
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImGui::Dummy({width, ImGui::GetTextLineHeight()});
    const ImU32 color = contestant_color(style, static_cast<int>(line));
    const float y = std::round(corner.y + ImGui::GetTextLineHeight() / 2) + 0.5f;
    if (!classes)
      plot::stroke(*ImGui::GetWindowDrawList(), std::array{ImVec2{corner.x, y}, ImVec2{corner.x + width, y}},
                   {color, ui.px(2), plot::Dash::solid});
    const auto marker =
        classes ? PlanePicture::marker_of(line, names.size()) : plot::series_marker(static_cast<int>(line));
    plot::draw_marker(*ImGui::GetWindowDrawList(), marker, {corner.x + width / 2, y}, ui.px(4), color, ui.theme.panel);
    ImGui::SameLine(0, gap);
    ui::text(ui, name, ui.theme.text, ui.fonts.caption);
    ImGui::EndGroup();
  }
}

void RaceWall::open(Frame& frame, const Study& study, int64_t combination) {
  const Experiment experiment = expand(study, combination * study.seeds);
  const Preset* origin = origin_of(experiment, frame.presets);
  frame.draft = {origin ? origin->name : experiment.name, experiment};
  frame.focus.wanted_lab = "network";
}

void RaceWall::draw_curves(Frame& frame, CompareState& state, int64_t cell, int64_t lines, ImVec2 size) {
  ui::Ui& ui = frame.ui;
  const StudyView& view = *state.view;
  const plot::Style& style = ui.theme.plot;
  const bool share = view.metric->more_is_better;
  std::optional<plot::Range> range;
  if (share) range = {0, 1.03};
  if (!share && view.highest > 0) range = {0, view.highest};
  // Of all the same, and from the beginning on.
  std::optional<plot::Range> reach;
  const ContestantView& one = view.contestants[static_cast<size_t>(cell * lines)];
  if (state.axis == CurveAxis::steps && view.longest > 0) reach = {0, view.longest};
  if (state.axis == CurveAxis::epochs && view.longest > 0) reach = {0, view.longest / one.steps_per_epoch};
  plot::Figure figure(ui.plots, "###wall.curves" + std::to_string(cell),
                      {.x_format = state.axis == CurveAxis::steps ? plot::Format::integer : plot::Format::number,
                       .y_format = share ? plot::Format::percent : plot::Format::number,
                       .x_range = reach,
                       .y_range = range,
                       .size = size,
                       .controls = plot::Controls::hidden,
                       .legend = plot::Controls::hidden});
  for (int64_t line = 0; line < lines; ++line) {
    const int64_t combination = cell * lines + line;
    const ContestantView& shown = view.contestants[static_cast<size_t>(combination)];
    if (state.axis == CurveAxis::flops && shown.flops_per_step == 0) continue;
    const auto look = static_cast<int>(lines == 1 ? combination : line);
    const ImU32 color = contestant_color(style, look);
    const std::string label = contestant_name(ui, *view.study, combination) + "###" + std::to_string(line);
    const auto series = [&](const std::vector<plot::Point>& points) {
      return series_.along(state.axis, shown, points, shown.band.seconds);
    };
    if (view.study->seeds > 1) figure.ribbon(label, series(shown.band.least), series(shown.band.greatest), color);
    figure.line(label, series(shown.band.median), {.color = color, .marker = plot::series_marker(look)});
    if (!shown.exits.empty())
      figure.marks(series_.along(state.axis, shown, shown.exits, shown.exit_seconds),
                   {.color = ui.theme.error, .marker = plot::Marker::cross, .radius = 4});
  }
  const plot::FigureReport report = figure.draw();
  if (!report.clicked || !report.hovered) return;
  // Of several lines the one that is nearest.
  int64_t nearest = 0;
  float distance = -1;
  for (size_t i = 0; i < report.values.size() && i < static_cast<size_t>(lines); ++i) {
    const float away = std::abs(report.values[i].pixel.y - ImGui::GetMousePos().y);
    if (distance >= 0 && away >= distance) continue;
    distance = away;
    nearest = static_cast<int64_t>(i);
  }
  open(frame, *view.study, cell * lines + nearest);
}

void RaceWall::draw_picture_of(Frame& frame, CompareState& state, int64_t combination, ImVec2 size) {
  ui::Ui& ui = frame.ui;
  const StudyView& view = *state.view;
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const bool pressed = ImGui::InvisibleButton(("###wall.picture" + std::to_string(combination)).c_str(), size);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const plot::Rect cell{corner, {corner.x + size.x, corner.y + size.y}};
  list.AddRectFilled(cell.min, cell.max, ui.theme.plot.background, ui.px(4));
  // Right below its name, of whole pixels a value where there is room for that.
  const auto room_for = [&](int rows, int columns) {
    const float most = std::min(cell.width() / static_cast<float>(columns), cell.height() / static_cast<float>(rows));
    const float pixel = most > 1 ? std::floor(most) : most;
    return plot::Rect{
        cell.min, {cell.min.x + pixel * static_cast<float>(columns), cell.min.y + pixel * static_cast<float>(rows)}};
  };
  const RunSnapshot* run = run_of(view, combination);
  const Probe* asked = nullptr;
  const Reading* reading = run ? reading_of(*run, state.cells == "filters" ? "filters" : "plane", &asked) : nullptr;
  if (reading && state.cells == "filters") {
    if (const auto* filters = reading->as<FiltersReading>()) {
      const Montage montage = montage_of(*filters);
      plot::draw_picture(list, room_for(montage.rows, montage.columns), montage.colors, montage.rows, montage.columns);
    }
  } else if (reading) {
    planes_.resize(view.contestants.size());
    PlanePicture& plane = planes_[static_cast<size_t>(combination)];
    plane.follow(*reading, *asked, *run, ui.plots.style);
    std::vector<ImU32> colors;  // with row 0 on top
    // Of regression the scale is that of the points' colors.
    const plot::Range& scale = plane.targets();
    for (int row = plane.rows(); row-- > 0;) {
      for (int column = 0; column < plane.columns(); ++column) {
        const auto at = static_cast<size_t>(row * plane.columns() + column);
        const auto value = static_cast<double>(plane.values()[at]);
        colors.push_back(plane.colors().empty() ? plot::sample(plot::Colormap::viridis, plot::normalized(value, scale))
                                                : plane.colors()[at]);
      }
    }
    if (!colors.empty()) {
      const plot::Rect area =
          plot::draw_picture(list, room_for(plane.rows(), plane.columns()), colors, plane.rows(), plane.columns());
      plane.draw_points(list, area, ui.plots.style, ui.px(point_radius));
      ui.mark("wall.regions" + std::to_string(combination), plane.text());
    }
  }
  if (pressed) open(frame, *view.study, combination);
}

void RaceWall::draw(Frame& frame, CompareState& state) {
  ui::Ui& ui = frame.ui;
  const StudyView* view = state.view.get();
  if (!view)
    return ui::caption(ui, ui.tr("Press Race: a cell for each combination stands here, and fills while they train."));
  const auto options = cell_options(ui, view);
  if (std::ranges::find(options, state.cells, &ui::Option::value) == options.end()) state.cells = "curves";
  series_.clear();
  const bool curves = state.cells == "curves";
  const int64_t lines = curves ? lines_of(*view->study) : 1, cells = std::ssize(view->contestants) / lines;
  const bool pointed = state.cells == "regions" && std::ranges::any_of(planes_, &PlanePicture::has_points);
  ui::caption(ui, pointed
                      ? ui.tr("Points are test samples; those that are answered wrongly are ringed. A click on a cell "
                              "opens it in the network lab.")
                      : ui.tr("A click on a cell opens it in the network lab."));
  draw_key(frame, state, lines);
  ImGui::BeginChild("###wall", {0, 0});
  const Grid grid = grid_for(ui, static_cast<int>(cells));
  const ImVec2 start = ImGui::GetCursorPos();
  const float gap = ui.px(cell_gap), title = ImGui::GetTextLineHeightWithSpacing();
  for (int64_t cell = 0; cell < cells; ++cell) {
    const auto column = static_cast<float>(cell % grid.columns), row = static_cast<float>(cell / grid.columns);
    ImGui::SetCursorPos({start.x + column * (grid.cell.x + gap), start.y + row * (grid.cell.y + title + gap)});
    ImGui::BeginGroup();
    const std::string name = cell_name(ui, *view->study, cell, lines),
                      fitted = plot::shortened(name, grid.cell.x, {.font = ui.fonts.caption});
    ui::text(ui, fitted, ui.theme.muted, ui.fonts.caption);
    if (fitted != name) ui::tooltip(ui, {}, name);
    if (curves)
      draw_curves(frame, state, cell, lines, grid.cell);
    else
      draw_picture_of(frame, state, cell, grid.cell);
    ImGui::EndGroup();
    ui.mark("wall.cell" + std::to_string(cell), name);
  }
  ImGui::EndChild();
}

}  // namespace saddle::app
