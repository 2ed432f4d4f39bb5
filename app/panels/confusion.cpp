#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "model/panel.h"
#include "panels/results/gallery.h"
#include "plot/bar.h"
#include "plot/confusion_matrix.h"
#include "plot/figure.h"
#include "ui/widgets.h"

// Which class is taken for which, over the test set; a click on a cell shows the examples behind it.
namespace saddle::panels {
namespace {

using namespace app;

struct Pair {
  int label = 0, decided = 0;
  int64_t count = 0;
};

class ConfusionPanel final : public Panel {
 public:
  void draw(Frame& frame) override;
  bool idle(const Frame& frame) const override {
    return frame.training.now.experiment && frame.training.now.steps_per_epoch > 0 &&
           frame.training.now.sample.rank() > 0 && frame.training.now.classes.empty();
  }

 private:
  void draw_controls(Frame& frame);
  void draw_age(Frame& frame, const Results& results);
  void draw_matrix(Frame& frame, const Results& results, ImVec2 size);
  void draw_accuracies(Frame& frame, const Results& results, float height);
  void draw_pairs(Frame& frame, const Results& results, float height);
  void draw_behind(Frame& frame);

  std::string view_ = "matrix";  // "classes", "pairs"
  std::string text_ = "shares";  // "counts"
  double zoom_ = 1;
  int label_ = -1, decided_ = -1;  // the cell that was clicked
  std::vector<std::string> classes_;
};

// Off the diagonal, most frequent first.
std::vector<Pair> confusions(const Results& results, int classes) {
  std::vector<Pair> pairs;
  for (int label = 0; label < classes; ++label) {
    for (int decided = 0; decided < classes; ++decided) {
      const int64_t count = results.confusion[static_cast<size_t>(label * classes + decided)];
      if (label != decided && count > 0) pairs.push_back({label, decided, count});
    }
  }
  std::ranges::stable_sort(pairs, std::ranges::greater{}, &Pair::count);
  return pairs;
}

void ConfusionPanel::draw(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  const Reading* reading = frame.training.watch({.type = "confusion"});
  const auto* confusion = content_of<ConfusionReading>(reading);
  const size_t classes = now.classes.size();
  if (!confusion || classes == 0 || confusion->results.confusion.size() != classes * classes) {
    ui::caption(ui, ui.tr(reading && classes == 0 ? "These data have no classes: see Misclassified for the errors."
                                                  : "It appears when the network is built."));
    ui.mark("confusion", "none");
    return;
  }
  if (classes_ != now.classes) {
    classes_ = now.classes;
    label_ = decided_ = -1;
    zoom_ = 1;
  }
  const Results& results = confusion->results;
  draw_controls(frame);
  draw_age(frame, results);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const bool chosen = label_ >= 0, beside = room.x > 1.35f * room.y;
  const float across = chosen && beside ? std::floor(room.x * 0.58f) : room.x;
  const float high = chosen && !beside ? std::floor(room.y * 0.62f) : room.y;
  ImGui::BeginChild("###view", {across, high}, false);
  if (view_ == "classes") {
    draw_accuracies(frame, results, high);
  } else if (view_ == "pairs") {
    draw_pairs(frame, results, high);
  } else {
    draw_matrix(frame, results, {ImGui::GetContentRegionAvail().x, high});
  }
  ImGui::EndChild();
  if (!chosen) return;
  if (beside) ImGui::SameLine();
  ImGui::BeginChild("###behind", {0, 0}, false);
  draw_behind(frame);
  ImGui::EndChild();
}

void ConfusionPanel::draw_controls(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const float half = std::min(ui.px(180), (ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ItemSpacing.x) / 2);
  const ui::Option views[] = {
      {"matrix", std::string(ui.tr("Matrix")),
       std::string(ui.tr("A row for each label, a column for each class it is taken for."))},
      {"classes", std::string(ui.tr("By class")), std::string(ui.tr("How much of each class is decided right."))},
      {"pairs", std::string(ui.tr("Worst pairs")), std::string(ui.tr("What is confused most often."))}};
  ui::combo(ui, "confusion.view", view_, views, half);
  if (view_ != "matrix") return;
  ImGui::SameLine();
  const ui::Option texts[] = {
      {"shares", std::string(ui.tr("Shares, %")), std::string(ui.tr("Of all examples with this label."))},
      {"counts", std::string(ui.tr("Counts")), std::string(ui.tr("Examples; where every pixel has a class, pixels."))}};
  ui::combo(ui, "confusion.text", text_, texts, half);
}

void ConfusionPanel::draw_age(Frame& frame, const Results& results) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  std::string line = fmt::format(fmt::runtime(ui.tr("accuracy {:.2f} %")), 100 * results.accuracy);
  line += " · " + fmt::format(fmt::runtime(ui.tr("{} of {} asked")), results.examined, results.samples);
  const int64_t age = now.steps - results.oldest;
  if (age > 0) line += " · " + fmt::format(fmt::runtime(ui.tr("up to {} steps old")), age);
  ui::caption(ui, line);
  ui.mark("confusion", fmt::format("{:.4f} over {}", results.accuracy, results.examined));
  ui::tooltip(
      ui, ui.tr("Confusion matrix"),
      ui.tr("The test set is asked a slice at a time, so that training hardly waits; while it stands still, all of "
            "it is asked. Blue is right, orange wrong, stronger the greater the share of its row."),
      "C[t][k] = |{n : label t, argmax y_n = k}|\nshare = C[t][k] / sum_j C[t][j]");
}

void ConfusionPanel::draw_matrix(Frame& frame, const Results& results, ImVec2 size) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  const bool many = now.classes.size() > 20;
  const float row = many ? ImGui::GetFrameHeightWithSpacing() : 0;
  const auto report =
      plot::confusion_matrix(ui.plots, "###matrix", results.confusion, now.classes,
                             {.text = text_ == "counts" ? plot::CellText::counts : plot::CellText::shares,
                              .size = {size.x, std::max(size.y - row - ui.px(2), 1.0f)},
                              .zoom = static_cast<float>(zoom_),
                              .labels = ui.tr("label"),
                              .decisions = ui.tr("prediction"),
                              .right = ui.tr("right"),
                              .selected_label = label_,
                              .selected_decision = decided_});
  ui.marks.insert_or_assign(
      "confusion.matrix",
      ui::Mark{report.first.x, report.first.y, report.first.x + report.cell * static_cast<float>(now.classes.size()),
               report.first.y + report.cell * static_cast<float>(now.classes.size()),
               label_ < 0 ? "" : class_name(now, label_) + " → " + class_name(now, decided_)});
  if (report.label >= 0) {
    const auto k = static_cast<int64_t>(now.classes.size());
    const auto from = results.confusion.begin() + report.label * k;
    const int64_t count = from[report.decision], total = std::accumulate(from, from + k, int64_t{0});
    ImGui::BeginTooltip();
    ui::text(ui, class_name(now, report.label) + " → " + class_name(now, report.decision), ui.theme.text,
             ui.fonts.strong);
    ui::text(ui,
             fmt::format(fmt::runtime(ui.tr("{} of {}, {:.2f} %")), count, total,
                         total > 0 ? 100 * static_cast<double>(count) / static_cast<double>(total) : 0.0),
             ui.theme.muted, ui.fonts.body);
    ImGui::EndTooltip();
  }
  if (report.clicked && report.label >= 0) {
    const bool again = label_ == report.label && decided_ == report.decision;
    label_ = again ? -1 : report.label;
    decided_ = again ? -1 : report.decision;
  }
  if (!many) return;
  ui::number(ui, "confusion.zoom", zoom_, {.min = 0.2, .max = 4, .logarithmic = true, .width = ui.px(90)});
  ui::tooltip(ui, ui.tr("Size of the cells"), ui.tr("Drag sideways: smaller cells show more classes at once."));
}

void ConfusionPanel::draw_accuracies(Frame& frame, const Results& results, float height) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  const auto classes = static_cast<int64_t>(now.classes.size());
  std::vector<double> shares;
  for (int64_t k = 0; k < classes; ++k) {
    const auto from = results.confusion.begin() + k * classes;
    const int64_t total = std::accumulate(from, from + classes, int64_t{0});
    shares.push_back(total > 0 ? static_cast<double>(from[k]) / static_cast<double>(total) : 0);
  }
  plot::Figure figure(ui.plots, ui::labeled(ui.tr("Accuracy by class"), "accuracies"),
                      {.x_label = ui.tr("label"),
                       .y_label = ui.tr("right answers"),
                       .y_format = plot::Format::percent,
                       .y_range = plot::Range{0, 1},
                       .x_categories = now.classes,
                       .size = {0, height}});
  figure.bars(ui::labeled(ui.tr("right answers"), "right"), shares, {.highlighted = label_});
  figure.horizontal_line(results.accuracy, ui.tr("all"));
  const auto report = figure.draw();
  ui.mark("confusion.classes", label_ < 0 ? "" : class_name(now, label_));
  if (!report.clicked) return;
  const auto bar = static_cast<int64_t>(std::lround(report.x));
  const bool valid = bar >= 0 && bar < classes && bar != label_;
  label_ = valid ? static_cast<int>(bar) : -1;
  decided_ = -1;
}

void ConfusionPanel::draw_pairs(Frame& frame, const Results& results, float) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  const auto pairs = confusions(results, static_cast<int>(now.classes.size()));
  if (pairs.empty()) ui::caption(ui, ui.tr("Nothing wrong so far."));
  constexpr size_t most = 100;
  const float width = ImGui::GetContentRegionAvail().x;
  for (size_t i = 0; i < std::min(pairs.size(), most); ++i) {
    const Pair& pair = pairs[i];
    const std::string name = "confusion.pair" + std::to_string(i);
    const std::string text = class_name(now, pair.label) + " → " + class_name(now, pair.decided);
    const bool on = pair.label == label_ && pair.decided == decided_;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (ImGui::Selectable(ui::labeled(text, name).c_str(), on)) {
      label_ = on ? -1 : pair.label;
      decided_ = on ? -1 : pair.decided;
    }
    ui.mark(name, fmt::format("{} {}", text, pair.count));
    const float high = ImGui::GetTextLineHeight(), from = width * 0.55f;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    plot::draw_bar(list, {{at.x + from, at.y + high * 0.15f}, {at.x + width - ui.px(56), at.y + high * 0.85f}},
                   static_cast<float>(pair.count) / static_cast<float>(pairs[0].count), ui.plots.style.series(1),
                   {.rounding = ui.px(2), .least = 1});
    const std::string count = std::to_string(pair.count);
    list.AddText({at.x + width - ImGui::CalcTextSize(count.c_str()).x - ui.px(4), at.y}, ui.theme.text, count.c_str());
  }
}

void ConfusionPanel::draw_behind(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  const Properties options{{"which", "all"}, {"label", label_}, {"decided", decided_}, {"count", 20}};
  const auto* examples = content_of<ExamplesReading>(frame.training.watch({.type = "examples", .options = options}));
  ui::heading(ui, class_name(now, label_) + " → " + (decided_ < 0 ? std::string("*") : class_name(now, decided_)));
  ImGui::SameLine();
  const bool close = ui::button(ui, "confusion.close", ui.tr("Close"), {.look = ui::Look::quiet});
  if (examples) {
    ui.mark("confusion.behind", std::to_string(examples->results.matching));
    gallery(frame, "confusion.tile", *examples);
  }
  if (close) label_ = decided_ = -1;
}

}  // namespace

PanelType confusion() {
  return {"confusion", "Confusion matrix",
          "Which class of the test set is taken for which, and the examples behind it.", 4,
          [] { return std::make_unique<ConfusionPanel>(); }};
}

}  // namespace saddle::panels
