#include <algorithm>
#include <cmath>
#include <optional>
#include <random>

#include <fmt/format.h>

#include "labs/concepts/graph/detail.h"
#include "labs/concepts/graph/picture.h"
#include "labs/concepts/page.h"
#include "labs/concepts/shared/levers.h"
#include "ui/flow.h"
#include "ui/widgets.h"

// A formula as a computational graph, played forward and backward.
namespace saddle::concepts {
namespace {

using namespace app;

constexpr float step_seconds = 0.9f;

struct GraphOptions {
  std::string example = "oranges", formula, inputs;
  bool fold = true;

  static auto fields() {
    using O = GraphOptions;
    return std::tuple{
        field("example", &O::example, {.choices = {"apples", "oranges", "branch", "sigmoid", "affine", "softmax"}},
              "A formula to begin with."),
        field("formula", &O::formula, {},
              "+ − * / ^ @, parentheses, exp, log, sqrt, sin, cos, tanh, abs, relu, sigmoid, max, min, sum, mean, "
              "softmax, softmax_loss. A semicolon ends what has a name: h = x*y; h + exp(h)"),
        field("inputs", &O::inputs, {}, "A number, a vector [1, 2] or a matrix [[1, 2], [3, 4]]."),
        field("fold", &O::fold, {}, "Sigmoid, and softmax with its loss, as one node each: y (1 − y), and y − t."),
    };
  }
  const GraphExample& of_book() const { return *std::ranges::find(graph_examples(), example, &GraphExample::name); }
  GraphScene scene() const {
    return graph_scene(formula.empty() ? std::string(of_book().formula) : formula,
                       formula.empty() && inputs.empty() ? std::string(of_book().inputs) : inputs, fold);
  }
  bool operator==(const GraphOptions&) const = default;
};

PageNumbers numbers_of(const Properties& properties) { return graph_numbers(read<GraphOptions>(properties).scene()); }
NumberCode code_of(const Properties& properties) { return graph_code(read<GraphOptions>(properties).scene()); }

Properties graph_exercise(uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto from_to = [&](int least, int most) {
    return least + static_cast<int>(random() % static_cast<uint64_t>(most - least + 1));
  };
  switch (random() % 3) {
    case 0:
      return {{"example", "oranges"},
              {"inputs", fmt::format("apple = {}; n = {}; orange = {}; m = {}; tax = 1.{}", 10 * from_to(5, 15),
                                     from_to(2, 5), 10 * from_to(5, 15), from_to(2, 5), from_to(1, 3))}};
    case 1:
      return {{"example", "branch"}, {"inputs", fmt::format("x = {}; y = {}", from_to(2, 9), from_to(3, 9))}};
    default:
      return {{"example", "sigmoid"},
              {"inputs", fmt::format("w = 0.{}; x = {}; b = -0.{}", from_to(2, 9), from_to(2, 4), from_to(1, 9))}};
  }
}

std::string graph_given(const Properties& properties) {
  const GraphScene scene = read<GraphOptions>(properties).scene();
  std::string inputs;
  for (const GraphScene::Input& input : scene.inputs) inputs += fmt::format(", {} = {}", input.name, input.typed);
  return "y = " + scene.formula + inputs;
}

class GraphPage final : public ConceptPage {
 public:
  void draw_picture(PageView& page, ImVec2 size) override {
    refresh(page);
    advance();
    ui::Ui& ui = page.ui;
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float strip = std::min(ui.px(136), size.y * 0.36f), gap = ui.px(8);
    if (scene_.runs()) {
      const ImVec2 room{size.x, size.y - strip - gap};
      const auto clicked = picture_.draw(page, {scene_, *play_, layout_, step_, chosen_}, corner, room);
      if (clicked) chosen_ = chosen_ == clicked ? std::nullopt : clicked;
    }
    ImGui::SetCursorScreenPos({corner.x, corner.y + size.y - strip});
    ImGui::BeginChild("###graph.strip", {size.x, strip}, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
    if (scene_.runs()) {
      draw_player(page);
      draw_graph_detail(page, scene_, *play_, step_, chosen_ ? chosen_ : play_->node_at(step_));
    } else {
      say(page, ui.tr("The graph is drawn once the formula and its inputs can be read."));
    }
    ImGui::EndChild();
  }

  void draw_levers(PageView& page) override {
    refresh(page);
    ui::Ui& ui = page.ui;
    draw_examples(page);
    draw_formula(page);
    for (const GraphScene::Input& input : scene_.inputs) draw_input(page, input);
    lever(page, "fold", ui.tr("Fold"));
    if (!scene_.runs()) return;
    group(page, ui.tr("Gradients, and differences beside them"));
    for (size_t i = 0; i < scene_.graph.nodes.size(); ++i) {
      if (scene_.graph.nodes[i].operation == GraphOperation::input) draw_gradient(page, static_cast<int>(i));
    }
  }

  bool moving() const override { return playing_; }

 private:
  void refresh(const PageView& page) {
    const auto options = read<GraphOptions>(page.values);
    if (play_ && options == options_) return;
    options_ = options;
    scene_ = options.scene();
    play_.emplace(scene_.graph);
    layout_ = lay_out(scene_.graph);
    check_ = scene_.runs() ? check_graph(scene_.graph, scene_.pass) : GraphCheck{};
    step_ = play_->steps();
    chosen_.reset();
    playing_ = false;
  }

  void advance() {
    if (!playing_) return;
    waited_ += ImGui::GetIO().DeltaTime;
    if (waited_ < step_seconds) return;
    waited_ = 0;
    if (++step_ >= play_->steps()) step_ = play_->steps(), playing_ = false;
  }

  static void draw_examples(PageView& page) {
    const auto now = read<GraphOptions>(page.values);
    ui::Flow flow(page.ui, page.ui.px(4));
    for (const GraphExample& example : graph_examples()) {
      const bool on = now.formula.empty() && now.example == example.name;
      if (!flow.button(page.mark("example." + std::string(example.name)), page.ui.tr(example.title),
                       {.look = on ? ui::Look::plain : ui::Look::quiet}))
        continue;
      set_value(page, "example", std::string(example.name));
      set_value(page, "formula", std::string());
      set_value(page, "inputs", std::string());
    }
  }

  void draw_formula(PageView& page) {
    ui::Ui& ui = page.ui;
    std::string words = scene_.formula;
    ImGui::AlignTextToFramePadding();
    ui::text(ui, "y =", ui.theme.muted, ui.fonts.body);
    ImGui::SameLine(0, ui.px(6));
    if (ui::text_field(ui, page.mark("formula"), words)) {
      const std::string inputs = with_input(scene_, "", "");
      set_value(page, "inputs", inputs.empty() ? options_.inputs : inputs);
      set_value(page, "formula", words.empty() ? " " : words);
    }
    ui::tooltip(ui, {}, ui.tr(find(page.table, "formula")->help));
    if (!scene_.issue) return;
    const std::string fault = ui::capitalized(ui.language(*scene_.issue), *scene_.issue);
    say(page, fault, ui.theme.error);
    ui.mark(page.mark("formula.fault"), fault);
  }

  void draw_input(PageView& page, const GraphScene::Input& input) {
    ui::Ui& ui = page.ui;
    ImGui::AlignTextToFramePadding();
    ui::text(ui, input.name + " =", ui.theme.text, ui.fonts.body);
    ImGui::SameLine(0, ui.px(6));
    std::string typed = input.typed;
    const std::string mark = page.mark("input." + input.name);
    if (ui::text_field(ui, mark, typed)) set_value(page, "inputs", with_input(scene_, input.name, typed));
    ui::tooltip(ui, {}, ui.tr(find(page.table, "inputs")->help));
    if (!input.issue) return;
    const std::string fault = ui::capitalized(ui.language(*input.issue), *input.issue);
    say(page, fault, ui.theme.error);
    ui.mark(mark + ".fault", fault);
  }

  // The gradient at an input with, beside it, what central differences say.
  void draw_gradient(PageView& page, int node) {
    using Verdict = GraphCheck::Verdict;
    ui::Ui& ui = page.ui;
    const auto at = static_cast<size_t>(node);
    const std::string name = "d_" + scene_.key(node);
    const PageNumber* number = number_named(page.numbers, name);
    if (number) {
      show(page, name, ui.theme.plot.series(1));
      if (page.hand.hides(*number)) return;
    } else {
      ui::text(ui, "∂y/∂" + scene_.key(node) + " =", ui.theme.text, ui.fonts.strong);
      say(page, numbers_text(scene_.pass.gradients[at]), ui.theme.plot.series(1));
      ui.mark(page.mark(name), numbers_text(scene_.pass.gradients[at]));
    }
    const GraphCheck::Row& row = check_.rows[at];
    const std::string numerical = numbers_text(row.numerical, 6);
    const std::string words =
        row.verdict == Verdict::agrees ? fmt::format(fmt::runtime(ui.tr("differences: {} ✓")), numerical)
        : row.verdict == Verdict::kink
            ? fmt::format(fmt::runtime(ui.tr("differences: {}, across a kink, where there is no derivative")),
                          numerical)
        : row.verdict == Verdict::not_finite ? std::string(ui.tr("no differences: a number is not finite"))
        : row.verdict == Verdict::differs
            ? fmt::format(fmt::runtime(ui.tr("differences: {}; they do not agree")), numerical)
            : std::string(ui.tr("too large to be checked by differences"));
    ImGui::PushTextWrapPos(0);
    ui::text(ui, words, row.verdict == Verdict::agrees ? ui.theme.muted : ui.theme.warning, ui.fonts.caption);
    ImGui::PopTextWrapPos();
    const std::string mark = page.mark("check_" + scene_.key(node));
    ui.mark(mark, words);
    if (row.numerical.shape.rank() == 0 && row.verdict != Verdict::not_checked)
      ui.mark(mark + ".value", fmt::format("{:.17g}", row.numerical.values[0]));
  }

  void draw_player(PageView& page) {
    ui::Ui& ui = page.ui;
    const int last = play_->steps();
    ui::Flow flow(ui, ui.px(4));
    if (flow.button(page.mark("play"), playing_ ? ui.tr("Pause|button") : ui.tr("Play"))) {
      playing_ = !playing_;
      waited_ = 0;
      chosen_.reset();
      if (playing_ && step_ >= last) step_ = 0;
    }
    const auto move = [&](int to) {
      step_ = std::clamp(to, 0, last);
      playing_ = false;
      chosen_.reset();
    };
    if (flow.button(page.mark("back"), "−1", {.look = ui::Look::quiet, .enabled = step_ > 0})) move(step_ - 1);
    if (flow.button(page.mark("forward"), "+1", {.look = ui::Look::quiet, .enabled = step_ < last})) move(step_ + 1);
    flow.place(ui.px(120));
    double at = step_;
    if (ui::slider(ui, page.mark("step"), at, {.min = 0, .max = std::max(1.0, static_cast<double>(last))}))
      move(static_cast<int>(std::lround(at)));
  }

  GraphOptions options_;
  GraphScene scene_;
  std::optional<GraphPlay> play_;
  GraphLayout layout_;
  GraphCheck check_;
  GraphPicture picture_;
  int step_ = 0;
  std::optional<int> chosen_;
  bool playing_ = false;
  float waited_ = 0;
};

}  // namespace

ConceptType graph() {
  return {.name = "graph",
          .title = "Computational graph",
          .section = "5.1 – 5.6",
          .about =
              "Every formula is a graph of simple steps. Forward, each node computes its value. Backward, it "
              "multiplies what comes from above by its local derivative and passes it on: a sum copies, a product "
              "swaps its factors, and at a branch what comes back is added up.",
          .question =
              "Which input changes the price most if it grows by 1? Guess before you play backward. And what "
              "becomes of the sigmoid's four local derivatives once it is folded?",
          .order = 60,
          .properties = table_of<GraphOptions>(),
          .compute = numbers_of,
          .code = code_of,
          .make = [] { return std::make_unique<GraphPage>(); },
          .exercise = graph_exercise,
          .given = graph_given};
}

}  // namespace saddle::concepts
