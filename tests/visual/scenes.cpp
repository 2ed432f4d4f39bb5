#include "visual/scenes.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "ui/panel_alone.h"

namespace saddle::visual {
namespace {

using namespace app;

// A net that has seen some digits: forty steps, measured every fourth.
class SmallRun {
 public:
  explicit SmallRun(const std::function<void(Experiment&)>& change = [](Experiment&) {})
      : preset_("first-light", [&](Experiment& experiment) {
          experiment.name = "A small run";
          experiment.data.properties = {{"train", 800}, {"test", 200}};
          experiment.training = {
              {"batch_size", 20}, {"epochs", 1}, {"evaluate_every", 4}, {"evaluate_samples", 100}, {"threads", 1}};
          change(experiment);
        }) {}
  operator std::string() const { return preset_; }

 private:
  ChangedPreset preset_;
};

// One panel in a small window.
class Stage : public Driver {
 public:
  explicit Stage(const std::string& panel, const std::string& experiment = "first-light", Settings settings = {})
      : Driver(options(panel, experiment, std::move(settings)), 1000, 640) {}

 private:
  static ApplicationOptions options(const std::string& panel, const std::string& experiment, Settings settings) {
    ApplicationOptions options = panel_alone(panel, experiment);
    settings.workspace = options.settings.workspace;
    options.settings = settings;
    options.data_directory = "/nowhere";
    return options;
  }
};

// The part of the window where these marks lie, when everything has come to rest.
PixelImage part_of(Driver& user, std::initializer_list<const char*> names,
                   std::initializer_list<const char*> painted_over = {}) {
  user.move(0, 0);
  user.frames(90);  // whatever glides has arrived
  PixelImage whole = user.picture();
  // Whatever is written there, of whatever length.
  constexpr int strip = 110;
  for (const char* name : painted_over) {
    const ui::Mark* mark = user.mark(name);
    if (!mark) continue;
    const int begin = static_cast<int>(mark->left), end = std::min(begin + strip, whole.width);
    for (int y = static_cast<int>(mark->top); y < static_cast<int>(std::ceil(mark->bottom)); ++y) {
      const auto row = whole.pixels.begin() + 3 * y * whole.width;
      std::fill(row + 3 * begin, row + 3 * end, uint8_t{0});
    }
  }
  int left = whole.width, top = whole.height, right = 0, bottom = 0;
  for (const char* name : names) {
    const ui::Mark* mark = user.mark(name);
    if (!mark) {
      ADD_FAILURE() << "there is no " << name;
      continue;
    }
    left = std::min(left, static_cast<int>(mark->left)), top = std::min(top, static_cast<int>(mark->top));
    right = std::max(right, std::min(whole.width, static_cast<int>(std::ceil(mark->right))));
    bottom = std::max(bottom, std::min(whole.height, static_cast<int>(std::ceil(mark->bottom))));
  }
  PixelImage part{.width = std::max(0, right - left), .height = std::max(0, bottom - top), .channels = 3};
  for (int y = top; y < bottom; ++y) {
    const auto row = whole.pixels.begin() + 3 * y * whole.width;
    part.pixels.insert(part.pixels.end(), row + 3 * left, row + 3 * right);
  }
  return part;
}

void train_to_the_end(Driver& user) {
  user.click("train");
  user.finish();
}

PixelImage curves_of_two_runs() {
  const SmallRun run([](Experiment& experiment) {
    experiment.reference = {{.curve = "train_loss", .step = 30, .value = 1.4, .tolerance = 0.5},
                            {.curve = "test_accuracy", .step = 40, .value = 0.8, .tolerance = 0.3}};
  });
  ApplicationOptions options{.experiment = run, .data_directory = "/nowhere"};
  options.settings.workspace = {.arrangement = "two", .panes = {"curves", "runs"}};
  options.settings.workspace.moments = 0;  // how many there are is a matter of time
  Driver user(options, 1600, 760);
  train_to_the_end(user);
  user.click("again.optimizer.momentum");
  user.finish();
  return part_of(user, {"pane0.area"}, {"figure.rate"});
}

PixelImage signals_of_sigmoids() {
  Stage user("signals", "activations-sigmoid");
  return part_of(user, {"pane0.area"});
}

PixelImage what_changed_in_filters() {
  const SmallRun run;
  Stage user("filters", run);
  train_to_the_end(user);
  user.choose("filters.view", "difference");
  return part_of(user, {"pane0.area"});
}

PixelImage digit_with_its_answer() {
  Stage user("digit");
  user.stroke({{0.28f, 0.24f}, {0.70f, 0.24f}, {0.44f, 0.80f}});
  return part_of(user, {"pane0.area"});
}

PixelImage confusion_matrix() {
  const SmallRun run;
  Stage user("confusion", run);
  train_to_the_end(user);
  return part_of(user, {"pane0.area"});
}

PixelImage prediction() {
  const SmallRun run;
  Stage user("prediction", run);
  train_to_the_end(user);
  user.type("prediction.index", "5");
  user.finish();
  return part_of(user, {"pane0.area"});
}

PixelImage plane_of_xor() {
  Stage user("plane", "xor-learned");
  train_to_the_end(user);
  user.settle(8);
  user.finish();
  return part_of(user, {"pane0.area"});
}

PixelImage arena() {
  Driver user({.lab = "arena"}, 1280, 720);
  user.settle(6);
  user.key(ImGuiKey_End);
  user.settle(6);
  return part_of(user, {"view.wins", "arena.map", "arena.descent", "arena.line0", "table.0.saddle"});
}

PixelImage builder_with_a_residual_block() {
  const ChangedPreset residual("first-light", [](Experiment& experiment) {
    const auto node = [](std::string type, std::string name, std::vector<std::string> inputs, Properties properties) {
      return Node{std::move(name), std::move(type), std::move(inputs), std::move(properties)};
    };
    const Properties conv{{"filters", 8}, {"kernel", 3}, {"padding", 1}};
    experiment.name = "A residual block";
    experiment.network = {
        node("conv2d", "stem", {}, conv), node("conv2d", "", {}, conv),        node("batch_norm", "", {}, {}),
        node("relu", "", {}, {}),         node("conv2d", "last", {}, conv),    node("add", "sum", {"last", "stem"}, {}),
        node("relu", "", {}, {}),         node("global_avg_pool", "", {}, {}), node("dense", "", {}, {{"units", 10}})};
  });
  Stage user("builder", residual);
  return part_of(user, {"pane0.area"});
}

// Step by step, so that each one is measured whatever the clock says.
PixelImage gradients_of_some_steps() {
  Stage user("gradients", "activations-relu");
  for (int step = 0; step < 12; ++step) {
    user.click("step");
    user.settle();
  }
  return part_of(user, {"pane0.area"});
}

PixelImage korean_in_the_light_theme() {
  const SmallRun run;
  Stage user("confusion", run, {.dark = false, .language = "ko"});
  train_to_the_end(user);
  user.choose("confusion.view", "classes");
  return part_of(user, {"pane0.area"});
}

PixelImage race_over_three_seeds() {
  const SmallRun run;
  Driver user({.lab = "compare", .experiment = run, .data_directory = "/nowhere"}, 1280, 720);
  user.type("race.seeds", "3");
  user.type("race.steps", "40");
  user.click("race.start");
  for (int turn = 0; turn < 20'000 && user.text("status") != "done"; ++turn) user.settle(1);
  user.settle(8);
  return part_of(user, {"page.race", "race.figure", "race.row3", "race.verdict"});
}

PixelImage arrangement_of_a_lecture() {
  Driver user({.data_directory = "/nowhere"}, 1280, 720);
  user.move(0, 0);
  user.frames(90);
  return user.picture();
}

}  // namespace

const std::vector<Scene>& scenes() {
  static const std::vector<Scene> all{{"curves", curves_of_two_runs},
                                      {"signals", signals_of_sigmoids},
                                      {"filters", what_changed_in_filters},
                                      {"digit", digit_with_its_answer},
                                      {"confusion", confusion_matrix},
                                      {"prediction", prediction},
                                      {"plane", plane_of_xor},
                                      {"arena", arena},
                                      {"builder", builder_with_a_residual_block},
                                      {"gradients", gradients_of_some_steps},
                                      {"korean_light", korean_in_the_light_theme},
                                      {"lecture", arrangement_of_a_lecture},
                                      {"race", race_over_three_seeds}};
  return all;
}

}  // namespace saddle::visual
