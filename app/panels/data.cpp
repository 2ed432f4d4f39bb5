#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "model/panel.h"
#include "panels/data/feature_table.h"
#include "panels/data/sample_grid.h"
#include "panels/results/gallery.h"
#include "plot/class_color.h"
#include "plot/figure.h"
#include "plot/number.h"
#include "ui/flow.h"
#include "ui/widgets.h"

// A look at the data before anything is learned from them: what they are, how many of each class, how large their
// values are, and the samples themselves, at each stage on their way into the network.
namespace saddle::panels {
namespace {

using namespace app;

class DataPanel final : public Panel {
 public:
  void draw(Frame& frame) override;

 private:
  void draw_choice(Frame& frame, const SamplesReading& statistics);
  void draw_facts(Frame& frame, const SamplesReading& statistics);
  void draw_points(Frame& frame);

  SampleGrid grid_;
  SampleGrid::Choice choice_;
  std::string view_ = "classes";  // of pictures: "classes", "all", or the number of a class
  std::string table_ = "points";  // of vectors: "points", "values" or "samples"
};

constexpr int64_t most_points = 4000;

const SamplesReading::Part& part_of(const SamplesReading& statistics, const std::string& name) {
  return name == "train" ? statistics.train : name == "test" ? statistics.test : statistics.validation;
}

bool has_points(const RunSnapshot& now) {
  return now.sample.rank() == 1 && (now.sample[0] == 2 || (now.sample[0] == 1 && now.classes.empty()));
}

void DataPanel::draw(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  const auto* statistics = content_of<SamplesReading>(frame.training.watch(samples_probe(choice_, 0, 1)));
  if (!statistics || now.sample.rank() == 0) {
    ui::caption(ui, now.status == Status::loading ? ui.tr("The data are loading.")
                                                  : ui.tr("They appear when the network is built."));
    ui.mark("data", "none");
    return;
  }
  draw_choice(frame, *statistics);
  draw_facts(frame, *statistics);
  const bool classes = !now.classes.empty() && !now.per_pixel;
  if (now.sample.rank() == 1) {
    if (table_ == "points" && has_points(now)) return draw_points(frame);
    if (table_ == "values") return feature_table(frame, *statistics);
  }
  if (classes && view_ == "classes" && now.sample.rank() == 3)
    return grid_.draw_by_class(frame, choice_, part_of(*statistics, choice_.part));
  grid_.draw(frame, choice_, statistics->matching);
}

void DataPanel::draw_choice(Frame& frame, const SamplesReading& statistics) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  const bool pictures = now.sample.rank() == 3, classes = !now.classes.empty() && !now.per_pixel;
  ui::Flow flow(ui, ImGui::GetStyle().ItemSpacing.x);
  const auto combo = [&](const char* name, std::string& value, const std::vector<ui::Option>& options) {
    const float width = std::min(ui::combo_width(options), ImGui::GetContentRegionAvail().x);
    flow.place(width);
    ui::combo(ui, name, value, options, width);
  };
  std::vector<ui::Option> parts = {{"train", std::string(ui.tr("Training set"))}};
  if (statistics.validation.count > 0) parts.push_back({"validation", std::string(ui.tr("Validation set"))});
  if (statistics.test.count > 0) parts.push_back({"test", std::string(ui.tr("Test set"))});
  if (part_of(statistics, choice_.part).count == 0) choice_.part = "train";
  combo("data.part", choice_.part, parts);
  if (pictures) {
    std::vector<ui::Option> views;
    if (classes) views.push_back({"classes", std::string(ui.tr("By class"))});
    views.push_back({"all", std::string(ui.tr("All, in their order"))});
    for (size_t k = 0; classes && k < now.classes.size(); ++k) views.push_back({std::to_string(k), now.classes[k]});
    if (std::ranges::find(views, view_, &ui::Option::value) == views.end()) view_ = views.front().value;
    combo("data.view", view_, views);
    choice_.label = view_ == "classes" || view_ == "all" ? -1 : std::atoi(view_.c_str());
  } else {
    choice_.label = -1;
    std::vector<ui::Option> views;
    if (has_points(now)) views.push_back({"points", std::string(ui.tr("Points"))});
    views.push_back({"values", std::string(ui.tr("Columns")),
                     std::string(ui.tr("How large the values of each column are, in the training set."))});
    views.push_back({"samples", std::string(ui.tr("Samples"))});
    if (std::ranges::find(views, table_, &ui::Option::value) == views.end()) table_ = views.front().value;
    combo("data.table", table_, views);
  }
  const bool varied = pictures && now.experiment && !now.experiment->augmentation.empty();
  std::vector<ui::Option> stages = {
      {"raw", std::string(ui.tr("As they are")), std::string(ui.tr("As the data set holds them."))}};
  if (varied)
    stages.push_back(
        {"augmented", std::string(ui.tr("Augmented")), std::string(ui.tr("Varied as in training, another time."))});
  stages.push_back({"normalized", std::string(ui.tr("Normalized")),
                    std::string(ui.tr("As the network gets them when it is tested; where the data are not normalized, "
                                      "as they are."))});
  if (varied)
    stages.push_back({"input", std::string(ui.tr("Augmented and normalized")),
                      std::string(ui.tr("As the network gets them in training."))});
  if (std::ranges::find(stages, choice_.stage, &ui::Option::value) == stages.end()) choice_.stage = "raw";
  combo("data.stage", choice_.stage, stages);
  if (!varied) return;
  const bool shown = choice_.stage == "augmented" || choice_.stage == "input";
  if (flow.button("data.again", ui.tr("Vary them again"), {.enabled = shown})) ++choice_.draw;
}

// "train 2,000 · test 500 · (1, 28, 28) · values 0 to 1"
void DataPanel::draw_facts(Frame& frame, const SamplesReading& statistics) {
  ui::Ui& ui = frame.ui;
  const auto number = [](int64_t count) { return plot::value_text(static_cast<double>(count), plot::Format::integer); };
  std::string facts = fmt::format(fmt::runtime(ui.tr("{} to train")), number(statistics.train.count));
  if (statistics.validation.count > 0)
    facts += " · " + fmt::format(fmt::runtime(ui.tr("{} to validate")), number(statistics.validation.count));
  if (statistics.test.count > 0)
    facts += " · " + fmt::format(fmt::runtime(ui.tr("{} to test")), number(statistics.test.count));
  facts += " · " + frame.training.now.sample.text();
  double least = HUGE_VAL, most = -HUGE_VAL;
  for (const SamplesReading::Feature& feature : statistics.features) {
    least = std::min(least, feature.values.min);
    most = std::max(most, feature.values.max);
  }
  if (least <= most)
    facts +=
        " · " + fmt::format(fmt::runtime(ui.tr("values {} to {}")), plot::value_text(least), plot::value_text(most));
  if (statistics.surveyed < statistics.train.count)
    facts += " " + fmt::format(fmt::runtime(ui.tr("(of {} samples)")), number(statistics.surveyed));
  ui::paragraph(ui, "data", facts);
}

void DataPanel::draw_points(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  const auto* reading = content_of<SamplesReading>(frame.training.watch(samples_probe(choice_, 0, most_points)));
  if (!reading) return;
  const bool plane = now.sample[0] == 2;
  std::vector<std::vector<plot::Point>> of_class(std::max<size_t>(1, now.classes.size()));
  for (size_t i = 0; i < reading->which.size(); ++i) {
    const auto x = static_cast<double>(reading->samples.values[i * static_cast<size_t>(now.sample[0])]);
    const auto y = static_cast<double>(plane ? reading->samples.values[2 * i + 1] : reading->targets[i]);
    const size_t k = i < reading->labels.size() ? static_cast<size_t>(reading->labels[i]) : 0;
    if (k < of_class.size()) of_class[k].push_back({x, y});
  }
  const auto name = [&](size_t feature, std::string_view otherwise) {
    const std::string& given = feature < reading->features.size() ? reading->features[feature].name : std::string();
    const bool numbered = given.empty() || given.find_first_not_of("0123456789") == given.npos;
    return numbered ? std::string(otherwise) : given;
  };
  const std::string x_label = name(0, "x₁"), y_label = plane ? name(1, "x₂") : std::string(ui.tr("target"));
  plot::Figure figure(ui.plots, "###points", {.x_label = x_label, .y_label = y_label});
  for (size_t k = 0; k < of_class.size(); ++k) {
    if (of_class[k].empty()) continue;
    const std::string label = k < now.classes.size() ? now.classes[k] : std::string(ui.tr("samples"));
    figure.scatter(label + "###class" + std::to_string(k), plot::series(of_class[k]),
                   {.color = plot::class_color(ui.plots.style, static_cast<int>(k)), .radius = 2.6f});
  }
  figure.draw();
  ui.mark("data.points", fmt::format("{} points", reading->which.size()));
}

}  // namespace

PanelType data() {
  return {"data", "Data", "The samples, how many of each class there are, and how large their values are.", 6,
          [] { return std::make_unique<DataPanel>(); }};
}

}  // namespace saddle::panels
