#include "cli/sweep/picture.h"

#include <algorithm>
#include <cmath>

#include "model/studies/band.h"
#include "plot/figure.h"
#include "shell/paper_picture.h"

namespace saddle::cli {
namespace {

constexpr int picture_width = 1200, picture_height = 800;
constexpr float gap = 14;  // around and between figures

struct StudyLine {
  std::string label;
  app::Band band;
};
struct StudyFigure {
  std::string title;
  std::vector<StudyLine> lines;
};

std::string words_of(std::string_view name) {
  std::string words(name);
  std::ranges::replace(words, '_', ' ');
  return words;
}

// As short as it can be told: "init = he", "optimizer = adam".
std::string short_setting(std::string path, const Value& value) {
  if (const std::string type = ".type"; path.ends_with(type)) path.resize(path.size() - type.size());
  if (const size_t dot = path.rfind('.'); dot != path.npos && path.find('[') == path.npos) path.erase(0, dot + 1);
  return path + " = " + to_text(value);
}

std::vector<std::shared_ptr<const RunSnapshot>> ended_of(const Study& study, const StudySnapshot& end,
                                                         int64_t combination) {
  std::vector<std::shared_ptr<const RunSnapshot>> ended;
  for (int64_t i = combination * study.seeds; i < (combination + 1) * study.seeds; ++i) {
    const StudyRun& run = *end.runs[static_cast<size_t>(i)];
    if (run.ended() && run.state != StudyRun::State::failed) ended.push_back(run.now);
  }
  return ended;
}

std::vector<StudyFigure> figures_of(const Study& study, const StudySnapshot& end, const FigureRow& metric) {
  const int64_t lines = study.axes.empty() ? 1 : std::ssize(study.axes.back().values);
  std::vector<StudyFigure> figures;
  for (int64_t combination = 0; combination < combinations(study); ++combination) {
    const auto values = settings(study, combination);
    if (combination % lines == 0) {
      figures.emplace_back();
      for (size_t i = 0; i + 1 < values.size(); ++i)
        figures.back().title += (i ? ", " : "") + short_setting(study.axes[i].path, values[i]);
    }
    const std::string label = values.empty() ? study.base.name : short_setting(study.axes.back().path, values.back());
    const auto ended = ended_of(study, end, combination);
    figures.back().lines.push_back({.label = label, .band = app::band_of(ended, metric)});
  }
  return figures;
}

// What all figures show of y, so that they can be compared: an accuracy from 0 to 1, a loss as far as the worst of the
// better half of the lines begins.
plot::Range range_of(const std::vector<StudyFigure>& figures, const FigureRow& metric) {
  if (metric.more_is_better) return {0, 1.03};
  std::vector<double> highest;
  for (const StudyFigure& figure : figures) {
    for (const StudyLine& line : figure.lines) {
      plot::Range seen;
      for (const plot::Point& point : line.band.median) seen.include(point.y);
      if (!seen.empty()) highest.push_back(seen.max);
    }
  }
  if (highest.empty()) return {0, 1};
  std::ranges::sort(highest);
  return {0, 1.05 * highest[highest.size() / 2]};
}

}  // namespace

void draw_study(const Study& study, const StudySnapshot& end, const std::filesystem::path& file) {
  const FigureRow& metric = metric_of(study, end);
  const auto figures = figures_of(study, end, metric);
  const plot::Range range = range_of(figures, metric);
  const std::string y_label = words_of(metric.name);
  const auto count = static_cast<int>(figures.size());
  const int columns = static_cast<int>(std::ceil(std::sqrt(count))), rows = (count + columns - 1) / columns;
  app::save_on_paper(file, picture_width, picture_height, [&](ui::Ui& ui) {
    const float space = ui.px(gap);
    const ImVec2 whole = ImGui::GetContentRegionAvail(), corner{space, space},
                 room{whole.x - 2 * space, whole.y - 2 * space};
    const ImVec2 size{(room.x - space * static_cast<float>(columns - 1)) / static_cast<float>(columns),
                      (room.y - space * static_cast<float>(rows - 1)) / static_cast<float>(rows)};
    for (int i = 0; i < count; ++i) {
      const StudyFigure& shown = figures[static_cast<size_t>(i)];
      ImGui::SetCursorScreenPos({corner.x + static_cast<float>(i % columns) * (size.x + space),
                                 corner.y + static_cast<float>(i / columns) * (size.y + space)});
      plot::Figure figure(ui.plots, shown.title + "###figure" + std::to_string(i),
                          {.x_label = i / columns == rows - 1 ? "step" : "",
                           .y_label = i % columns == 0 ? std::string_view(y_label) : "",
                           .y_range = range,
                           .size = size,
                           .empty = "no run has ended",
                           .legend = i == 0 ? plot::Controls::shown : plot::Controls::hidden});
      for (size_t k = 0; k < shown.lines.size(); ++k) {
        const StudyLine& line = shown.lines[k];
        if (study.seeds > 1)
          figure.ribbon(line.label, plot::series(line.band.least), plot::series(line.band.greatest),
                        ui.plots.style.series(static_cast<int>(k)));
        figure.line(line.label, plot::series(line.band.median));
      }
      figure.draw();
    }
  });
}

}  // namespace saddle::cli
