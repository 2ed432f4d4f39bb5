#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "labs/concepts/batch_norm/numbers.h"
#include "labs/concepts/shared/levers.h"
#include "labs/concepts/shared/number_grid.h"
#include "plot/figure.h"
#include "plot/text.h"

// What batch norm makes of one feature of a batch, and dropout of a layer.
namespace saddle::concepts {
namespace {

using namespace app;

class BatchNormPage final : public ConceptPage {
 public:
  void draw_picture(PageView& page, ImVec2 size) override {
    const auto o = read<BatchNormOptions>(page.values);
    if (o.view == "dropout") return draw_dropout(page, o, size);
    const float gap = page.ui.px(8), lower = std::floor(std::clamp(size.y * 0.32f, page.ui.px(90), page.ui.px(230)));
    const ImVec2 upper{size.x, size.y - lower - gap};
    o.shown == "ways" ? draw_ways(page, o, upper) : draw_histograms(page, o, upper);
    draw_running(page, o, {size.x, lower});
  }

  void draw_levers(PageView& page) override {
    ui::Ui& ui = page.ui;
    const auto o = read<BatchNormOptions>(page.values);
    tabs(page, "view", {{"batch_norm", ui.tr("Batch norm")}, {"dropout", ui.tr("Dropout")}});
    if (o.view == "dropout") {
      tabs(page, "form", {{"inverted", ui.tr("Inverted")}, {"book", ui.tr("As in the book")}});
      lever(page, "ratio", ui.tr("dropped p"));
      lever(page, "draw", ui.tr("mask"));
      for (const char* name : {"mean_x", "kept", "factor", "mean_training"}) show(page, name);
      for (const char* name : {"inference", "mean_inference"}) show(page, name, ui.theme.plot.series(2));
      return;
    }
    tabs(page, "shown", {{"histograms", ui.tr("Histograms")}, {"ways", ui.tr("Each number")}});
    lever(page, "mean", ui.tr("mean"), ui.theme.plot.series(0));
    lever(page, "deviation", ui.tr("deviation"), ui.theme.plot.series(0));
    lever(page, "gamma", "γ", ui.theme.plot.series(2));
    lever(page, "beta", "β", ui.theme.plot.series(2));
    lever(page, "batches", ui.tr("batches"));
    for (const char* name : {"batch_mean", "batch_variance"}) show(page, name, ui.theme.plot.series(0));
    group(page, ui.tr("At inference: y = scale·x + shift"));
    for (const char* name : {"running_mean", "running_variance", "scale", "shift"}) show(page, name);
  }

 private:
  // The batch as it comes, normalized, and with gamma and beta, below each other over the same numbers.
  void draw_histograms(PageView& page, const BatchNormOptions& o, ImVec2 size) {
    ui::Ui& ui = page.ui;
    constexpr double reach = 9, width = 0.5;
    constexpr auto bins = static_cast<size_t>(2 * reach / width);
    const std::vector<double> x = o.batch();
    const NormalizedFeature feature = normalized_feature(x, o.gamma, o.beta);
    edges_.clear();
    for (size_t bin = 0; bin <= bins; ++bin) edges_.push_back(-reach + width * static_cast<double>(bin));
    const struct {
      std::string_view label, name;
      const std::vector<double>& values;
    } stages[] = {{"x", "x", x}, {"x̂", "normalized", feature.normalized}, {"y = γx̂ + β", "y", feature.output}};
    const float gap = ui.px(4), height = std::floor((size.y - 2 * gap) / 3);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    for (size_t stage = 0; stage < 3; ++stage) {
      std::vector<double>& counts = counts_[stage];
      counts.assign(bins, 0);
      for (const double value : stages[stage].values) {
        const double bin = std::floor((value + reach) / width);
        if (bin >= 0 && bin < static_cast<double>(bins)) ++counts[static_cast<size_t>(bin)];
      }
      ImGui::SetCursorScreenPos({corner.x, corner.y + (height + gap) * static_cast<float>(stage)});
      const std::string mark = page.mark("histogram." + std::string(stages[stage].name));
      plot::Figure figure(ui.plots, ui::labeled(stages[stage].label, mark),
                          {.y_format = plot::Format::integer,
                           .x_range = plot::Range{-reach, reach},
                           .size = {size.x, height},
                           .stack = "batch_norm.histograms",
                           .controls = plot::Controls::hidden,
                           .legend = plot::Controls::hidden});
      figure.histogram(stages[stage].label, edges_, counts, {.color = ui.theme.plot.series(static_cast<int>(stage))});
      const double mean = mean_of(stages[stage].values);
      figure.vertical_line(mean, stage == 0 ? "μ" : "", {.dash = plot::Dash::dashed});
      figure.draw();
      ui.mark(mark, shown_number(mean));
    }
  }

  // Each number of the batch on its way down: as it comes, normalized, with gamma and beta.
  void draw_ways(PageView& page, const BatchNormOptions& o, ImVec2 size) {
    ui::Ui& ui = page.ui;
    const std::vector<double> x = o.batch();
    const NormalizedFeature feature = normalized_feature(x, o.gamma, o.beta);
    const std::vector<std::string> stages{"y = γx̂ + β", "x̂", "x"};
    plot::Figure figure(ui.plots, ui::labeled({}, page.mark("batch")),
                        {.x_range = plot::Range{-9, 9},
                         .y_range = plot::Range{-0.4, 2.4},
                         .y_categories = stages,
                         .size = size,
                         .controls = plot::Controls::hidden,
                         .legend = plot::Controls::hidden});
    ways_.assign(x.size(), {});
    for (std::vector<plot::Point>& dots : dots_) dots.clear();
    figure.vertical_line(0, {}, {.dash = plot::Dash::dotted});
    for (size_t i = 0; i < x.size(); ++i) {
      ways_[i] = {{x[i], 2}, {feature.normalized[i], 1}, {feature.output[i], 0}};
      for (size_t stage = 0; stage < 3; ++stage) dots_[stage].push_back(ways_[i][stage]);
      figure.line("way###way" + std::to_string(i), plot::series(ways_[i]),
                  {.color = plot::with_alpha(ui.theme.plot.text, 0.22f), .width = 1, .marker = plot::Marker::none});
    }
    for (size_t stage = 0; stage < 3; ++stage)
      figure.marks(
          plot::series(dots_[stage]),
          {.color = ui.theme.plot.series(static_cast<int>(stage)), .marker = plot::Marker::circle, .radius = 5.5f});
    figure.draw();
    ui.mark(page.mark("batch"));
  }

  void draw_running(PageView& page, const BatchNormOptions& o, ImVec2 size) {
    ui::Ui& ui = page.ui;
    const NormalizedFeature feature = normalized_feature(o.batch(), o.gamma, o.beta);
    running_.clear();
    for (int batch = 0; batch <= o.batches; ++batch)
      running_.push_back({static_cast<double>(batch), running_after(feature, batch).mean});
    plot::Figure figure(
        ui.plots, ui::labeled(ui.tr("Running mean"), page.mark("running")),
        {.x_label = ui.tr("batches"),
         .x_format = plot::Format::integer,
         .x_range = plot::Range{0, static_cast<double>(std::max(o.batches, 2))},
         .y_range = plot::Range{std::min(-0.1, 1.15 * feature.mean), std::max(0.1, 1.15 * feature.mean)},
         .size = size,
         .controls = plot::Controls::hidden,
         .legend = plot::Controls::hidden});
    figure.line("m###running", plot::series(running_),
                {.color = ui.theme.plot.series(3), .width = 2.2f, .marker = plot::Marker::circle});
    figure.horizontal_line(feature.mean, "μ", {.color = ui.theme.plot.series(0)});
    figure.draw();
    ui.mark(page.mark("running"));
  }

  static void draw_dropout(PageView& page, const BatchNormOptions& o, ImVec2 size) {
    ui::Ui& ui = page.ui;
    const std::vector<double> x = BatchNormOptions::units(), draws = o.draws(),
                              out = dropped_out(x, draws, o.ratio, o.dropout_form());
    const float gap = ui.px(30), title = plot::font_size(ui.fonts.caption) + ui.px(10);
    const bool beside = size.x > 1.3f * size.y;
    const ImVec2 room =
        beside ? ImVec2{(size.x - 2 * gap) / 3, size.y - title} : ImVec2{size.x, (size.y - gap) / 3 - title};
    const float cell = fitting_cell(dropout_rows, dropout_columns, room, ui.px(58));
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const double factor = inference_factor(o.ratio, o.dropout_form());
    const auto dropped = [&](int row, int column) {
      return draws[static_cast<size_t>(row * dropout_columns + column)] <= o.ratio;
    };
    const struct {
      std::string_view title;
      std::function<double(size_t)> value;
      bool masked;
    } parts[] = {{ui.tr("x: what comes"), [&](size_t i) { return x[i]; }, false},
                 {ui.tr("in training: masked, and times the factor"), [&](size_t i) { return out[i]; }, true},
                 {ui.tr("at inference: all of them"), [&](size_t i) { return factor * x[i]; }, false}};
    for (size_t part = 0; part < 3; ++part) {
      NumberGrid grid{.rows = dropout_rows, .columns = dropout_columns, .range = {0, 20}};
      grid.value = [&](int row, int column) {
        return parts[part].value(static_cast<size_t>(row * dropout_columns + column));
      };
      if (parts[part].masked) grid.ghost = dropped;
      grid.cell = cell;
      const auto index = static_cast<float>(part);
      grid.corner = beside ? ImVec2{corner.x + index * (room.x + gap),
                                    corner.y + title + std::floor((room.y - grid.size().y) / 2)}
                           : ImVec2{corner.x, corner.y + title + std::floor(index * (room.y + title + gap / 2))};
      grid.draw(ui);
      grid.draw_title(ui, parts[part].title, part == 2 ? ui.theme.plot.series(2) : ui.theme.muted, room.x);
    }
  }

  std::vector<double> edges_;
  std::array<std::vector<double>, 3> counts_;
  std::vector<std::vector<plot::Point>> ways_;
  std::array<std::vector<plot::Point>, 3> dots_;
  std::vector<plot::Point> running_;
};

}  // namespace

ConceptType batch_norm() {
  return {.name = "batch_norm",
          .title = "Batch norm and dropout",
          .section = "6.3, 6.4",
          .about =
              "Batch norm brings each feature of a batch to mean 0 and deviation 1; γ and β, which are learned, may "
              "undo that. At inference running averages stand in for the batch. Dropout silences a share p of the "
              "units by chance, another one each time, and a factor keeps the mean.",
          .question =
              "Move mean and deviation: what reaches y? After how many batches can the running mean be trusted? "
              "With which form does inference cost nothing, and what would be wrong without the factor?",
          .order = 110,
          .properties = table_of<BatchNormOptions>(),
          .compute = batch_norm_numbers,
          .code = batch_norm_code,
          .make = [] { return std::make_unique<BatchNormPage>(); }};
}

}  // namespace saddle::concepts
