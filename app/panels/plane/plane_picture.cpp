#include "panels/plane/plane_picture.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <climits>
#include <fmt/format.h>

#include "plot/class_color.h"
#include "plot/colormap.h"
#include "plot/stroke.h"

namespace saddle::app {
namespace {

constexpr float strongest = 0.62f, weakest = 0.10f;  // of a region's color over the background
constexpr double most_levels = 10;
constexpr size_t most_marked = 3;  // classes whose points have a shape of their own

// At multiples of 1, 2 or 5 times a power of ten.
std::vector<double> round_levels(const plot::Range& range) {
  if (!(range.span() > 0)) return {};
  double step = std::pow(10, std::floor(std::log10(range.span() / most_levels)));
  for (const double factor : {2.0, 2.5, 2.0}) {
    if (range.span() / step > most_levels) step *= factor;
  }
  std::vector<double> levels;
  for (double level = std::ceil(range.min / step); level * step < range.max; ++level) levels.push_back(level * step);
  return levels;
}

// The range of the cells' middles, for lines that run between them.
plot::Range middles(const plot::Range& range, int cells) {
  const double half = range.span() / cells / 2;
  return {range.min + half, range.max - half};
}

}  // namespace

void PlanePicture::follow(const Reading& reading, const Probe& asked, const RunSnapshot& now,
                          const plot::Style& style) {
  const bool same = run_ == now.run && step_ == reading.step && asked_ == asked && background_ == style.background;
  const auto* plane = reading.as<PlaneReading>();
  if (same || !plane) return;
  run_ = now.run;
  step_ = reading.step;
  asked_ = asked;
  background_ = style.background;
  x_ = {plane->x_min, plane->x_max};
  y_ = {plane->y_min, plane->y_max};
  read_points(*plane, static_cast<int>(now.classes.size()));
  read_grid(*plane, style);
  read_units(*plane);
}

void PlanePicture::read_grid(const PlaneReading& reading, const plot::Style& style) {
  const Array& answers = reading.answers;
  rows_ = static_cast<int>(answers.shape[1]);
  columns_ = static_cast<int>(answers.shape[2]);
  lines_.clear();
  curve_.clear();
  colors_.clear();
  if (reading.regression) {
    values_ = answers.values;
    const double cell = x_.span() / columns_;
    for (int i = 0; rows_ == 1 && i < columns_; ++i)
      curve_.push_back({x_.min + (i + 0.5) * cell, static_cast<double>(values_[static_cast<size_t>(i)])});
    const std::vector<double> at = round_levels(targets_);
    if (rows_ > 1) lines_ = plot::contours(values_, rows_, columns_, middles(x_, columns_), middles(y_, rows_), at);
    return;
  }
  const int classes = static_cast<int>(answers.shape[0]);
  const auto cells = static_cast<size_t>(rows_) * static_cast<size_t>(columns_);
  values_.assign(cells, 0);
  colors_.resize(cells);
  std::vector<ImU32> palette;
  for (int k = 0; k < classes; ++k) palette.push_back(plot::class_color(style, k));
  const float least = 1.0f / static_cast<float>(classes);
  for (size_t i = 0; i < cells; ++i) {
    float best = answers.values[i];
    int decided = 0;
    for (int k = 1; k < classes; ++k) {
      const float p = answers.values[static_cast<size_t>(k) * cells + i];
      if (p > best) best = p, decided = k;
    }
    values_[i] = static_cast<float>(decided);
    const float sure = std::clamp((best - least) / (1 - least), 0.0f, 1.0f);
    colors_[i] =
        plot::mix(style.background, palette[static_cast<size_t>(decided)], weakest + (strongest - weakest) * sure);
  }
  if (rows_ > 1) {
    find_boundaries(answers.values, classes);
    return;
  }
  // Of one input: the probability of the second of two classes, or the class.
  for (size_t i = 0; i < cells; ++i) {
    const double x = x_.min + (static_cast<double>(i) + 0.5) * x_.span() / columns_;
    curve_.push_back({x, static_cast<double>(classes == 2 ? answers.values[cells + i] : values_[i])});
  }
}

// Where the likeliest class changes: p_k equals the greatest of the others. Looked for around each class's region
// alone.
void PlanePicture::find_boundaries(const std::vector<float>& probabilities, int classes) {
  const size_t cells = values_.size();
  std::vector<float> first(cells, -1), second(cells, -1);
  for (int k = 0; k < classes; ++k) {
    for (size_t i = 0; i < cells; ++i) {
      const float p = probabilities[static_cast<size_t>(k) * cells + i];
      second[i] = std::max(second[i], std::min(first[i], p));
      first[i] = std::max(first[i], p);
    }
  }
  struct Box {
    int top = INT_MAX, bottom = -1, left = INT_MAX, right = -1;
  };
  std::vector<Box> boxes(static_cast<size_t>(classes));
  for (int row = 0; row < rows_; ++row) {
    for (int column = 0; column < columns_; ++column) {
      Box& box = boxes[static_cast<size_t>(values_[static_cast<size_t>(row * columns_ + column)])];
      box.top = std::min(box.top, row), box.bottom = std::max(box.bottom, row);
      box.left = std::min(box.left, column), box.right = std::max(box.right, column);
    }
  }
  const plot::Range x = middles(x_, columns_), y = middles(y_, rows_);
  const auto part = [](const plot::Range& range, int cell, int last) { return range.min + range.span() * cell / last; };
  std::vector<float> margin;
  const double zero[] = {0};
  for (int k = classes == 2 ? 1 : 0; k < classes; ++k) {
    const Box& box = boxes[static_cast<size_t>(k)];
    if (box.bottom < 0) continue;
    const int top = std::max(box.top - 1, 0), bottom = std::min(box.bottom + 1, rows_ - 1);
    const int left = std::max(box.left - 1, 0), right = std::min(box.right + 1, columns_ - 1);
    margin.clear();
    for (int row = top; row <= bottom; ++row) {
      for (int column = left; column <= right; ++column) {
        const auto i = static_cast<size_t>(row * columns_ + column);
        const bool decided = static_cast<int>(values_[i]) == k;
        margin.push_back(probabilities[static_cast<size_t>(k) * cells + i] - (decided ? second[i] : first[i]));
      }
    }
    auto lines = plot::contours(margin, bottom - top + 1, right - left + 1,
                                {part(x, left, columns_ - 1), part(x, right, columns_ - 1)},
                                {part(y, top, rows_ - 1), part(y, bottom, rows_ - 1)}, zero);
    std::ranges::move(lines, std::back_inserter(lines_));
  }
}

void PlanePicture::read_points(const PlaneReading& reading, int classes) {
  all_points_.clear();
  wrong_.clear();
  point_colors_.clear();
  by_class_.assign(static_cast<size_t>(classes), {});
  if (!reading.points) return;
  const auto& [points, truth, answers] = *reading.points;
  const auto inputs = static_cast<size_t>(points.shape[1]), count = static_cast<size_t>(points.shape[0]);
  targets_ = {};
  for (const float t : truth) targets_.include(static_cast<double>(t));
  for (size_t i = 0; i < count; ++i) {
    const double x = static_cast<double>(points.values[i * inputs]), t = static_cast<double>(truth[i]);
    all_points_.push_back({x, inputs > 1 ? static_cast<double>(points.values[i * inputs + 1]) : t});
    if (classes == 0) {
      point_colors_.push_back(plot::sample(plot::Colormap::viridis, plot::normalized(t, targets_)));
      continue;
    }
    by_class_[static_cast<size_t>(t)].push_back(all_points_.back());
    if (answers[i] != truth[i]) wrong_.push_back(all_points_.back());
  }
}

void PlanePicture::read_units(const PlaneReading& reading) {
  unit_of_lines_ = -1;
  unit_curves_.clear();
  const auto& units = reading.units;
  units_ = units ? static_cast<int>(units->shape[0]) : 0;
  if (!units) return;
  unit_rows_ = static_cast<int>(units->shape[1]);
  unit_columns_ = static_cast<int>(units->shape[2]);
  const auto size = static_cast<size_t>(unit_rows_) * static_cast<size_t>(unit_columns_);
  const auto columns = static_cast<size_t>(unit_columns_);
  unit_values_.resize(units->values.size());
  float least = 0;
  for (int unit = 0; unit < units_; ++unit) {
    const float* from = units->values.data() + static_cast<size_t>(unit) * size;
    float* to = unit_values_.data() + static_cast<size_t>(unit) * size;
    for (int row = 0; row < unit_rows_; ++row)
      std::copy_n(from + static_cast<size_t>(unit_rows_ - 1 - row) * columns, columns,
                  to + static_cast<size_t>(row) * columns);
    if (unit_rows_ == 1) {
      std::vector<plot::Point> curve;
      for (size_t i = 0; i < columns; ++i)
        curve.push_back({x_.min + x_.span() * (static_cast<double>(i) + 0.5) / static_cast<double>(columns),
                         static_cast<double>(from[i])});
      unit_curves_.push_back(std::move(curve));
    }
  }
  float most = 0;
  for (const float v : unit_values_) least = std::min(least, v), most = std::max(most, v);
  // The edge of a unit: in the middle of a sigmoid's range, where a ReLU begins, else at 0.
  unit_level_ = least < 0 ? 0 : most <= 1 ? 0.5 : 1e-3 * static_cast<double>(most);
}

std::span<const plot::ContourLine> PlanePicture::unit_line(int unit) const {
  if (unit < 0 || unit >= units_ || unit_rows_ < 2) return {};
  if (unit_of_lines_ != unit) {
    unit_of_lines_ = unit;
    const auto size = static_cast<size_t>(unit_rows_) * static_cast<size_t>(unit_columns_);
    std::vector<float> upright(size);
    const auto columns = static_cast<size_t>(unit_columns_);
    for (size_t row = 0; row < static_cast<size_t>(unit_rows_); ++row)
      std::copy_n(unit_values_.data() + static_cast<size_t>(unit) * size +
                      (static_cast<size_t>(unit_rows_) - 1 - row) * columns,
                  columns, upright.data() + row * columns);
    const double at[] = {unit_level_};
    unit_lines_ =
        plot::contours(upright, unit_rows_, unit_columns_, middles(x_, unit_columns_), middles(y_, unit_rows_), at);
  }
  return unit_lines_;
}

plot::Range PlanePicture::points_x() const {
  plot::Range range;
  for (const plot::Point& p : all_points_) range.include(p.x);
  return range;
}

plot::Range PlanePicture::points_y() const {
  plot::Range range;
  for (const plot::Point& p : all_points_) range.include(p.y);
  return range;
}

void PlanePicture::add_points(plot::Figure& figure, plot::Context& context, const RunSnapshot& now,
                              std::string_view title, std::string_view wrong) const {
  const plot::Style& style = context.style;
  const bool few = all_points_.size() < 20;
  const float radius = few ? 6.0f : all_points_.size() < 600 ? 3.2f : 2.4f;
  if (now.classes.empty()) {
    figure.scatter(std::string(title) + "###points", plot::series(all_points_),
                   {.color = style.muted, .marker = plot::Marker::circle, .radius = radius, .colors = point_colors_});
    return;
  }
  for (size_t k = 0; k < by_class_.size(); ++k) {
    if (by_class_[k].empty()) continue;
    figure.scatter(now.classes[k] + "###class" + std::to_string(k), plot::series(by_class_[k]),
                   {.color = plot::class_color(style, static_cast<int>(k)),
                    .marker = marker_of(k, by_class_.size()),
                    .radius = radius});
  }
  figure.scatter(std::string(wrong) + "###wrong", plot::series(wrong_),
                 {.color = style.text, .radius = radius + 3, .ring = true});
}

void PlanePicture::draw_points(ImDrawList& list, const plot::Rect& area, const plot::Style& style, float radius) const {
  const plot::Rect clip{{area.min.x - radius, area.min.y - radius}, {area.max.x + radius, area.max.y + radius}};
  list.PushClipRect(clip.min, clip.max, true);
  const auto place = [&](const plot::Point& p) {
    return ImVec2{area.min.x + area.width() * static_cast<float>((p.x - x_.min) / x_.span()),
                  area.max.y - area.height() * static_cast<float>((p.y - y_.min) / y_.span())};
  };
  for (size_t i = 0; i < point_colors_.size(); ++i)
    plot::draw_marker(list, plot::Marker::circle, place(all_points_[i]), radius, point_colors_[i], style.background);
  for (size_t k = 0; k < by_class_.size(); ++k) {
    for (const plot::Point& p : by_class_[k])
      plot::draw_marker(list, marker_of(k, by_class_.size()), place(p), radius,
                        plot::class_color(style, static_cast<int>(k)), style.background);
  }
  for (const plot::Point& p : wrong_) list.AddCircle(place(p), 2 * radius, style.text);
  list.PopClipRect();
}

plot::Marker PlanePicture::marker_of(size_t index, size_t classes) {
  return classes <= most_marked ? plot::series_marker(static_cast<int>(index)) : plot::Marker::circle;
}

std::string PlanePicture::text() const {
  return fmt::format("{} points, {} wrong, {} × {}", all_points_.size(), wrong_.size(), rows_, columns_);
}

}  // namespace saddle::app
