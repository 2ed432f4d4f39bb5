// What panels draw, held against the snapshot they draw it from.
#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "measured.h"
#include "model/runs/kept_run.h"
#include "plot/colormap.h"
#include "ui/panel_alone.h"
#include "visual/drawn.h"

namespace saddle::app {
namespace {

using drawn::Box;
using drawn::distance_to_corner;
using drawn::distance_to_line;
using drawn::Drawing;
using drawn::Plot;

constexpr double near = 1.5;  // pixels

Drawing inside(Driver& user, std::string_view mark) {
  const ui::Mark at = *user.mark(mark);
  return Drawing({at.left, at.top, at.right, at.bottom});
}

Plot plot_at(Driver& user, std::string_view mark) { return {inside(user, mark), ui::dark_theme().plot.axis}; }

using Strokes = std::vector<std::vector<ImVec2>>;

// A solid line: a corner at each point of the curve.
void expect_corners(const Plot& plot, const Strokes& strokes, const Curve& curve) {
  ASSERT_GT(curve.size(), 5);
  for (int64_t i = 0; i < curve.size(); ++i) {
    EXPECT_LT(distance_to_corner(strokes, plot.place(curve[i].step, curve[i].value)), near)
        << "at step " << curve[i].step;
  }
}

bool are_corners(const Plot& plot, const Strokes& strokes, const Curve& curve) {
  for (int64_t i = 0; i < curve.size(); ++i) {
    if (distance_to_corner(strokes, plot.place(curve[i].step, curve[i].value)) > near) return false;
  }
  return true;
}

// Few samples, and a little of the test set: whatever a panel shows of them is there after a moment.
ChangedPreset small_data(Properties training = {}) {
  training.insert_or_assign("threads", 1);
  return ChangedPreset("first-light", [&](Experiment& experiment) {
    experiment.data.properties = {{"train", 400}, {"test", 200}};
    experiment.training = training;
  });
}

class DrawnCurves : public testing::Test {
 protected:
  DrawnCurves()
      : preset_("first-light", [](Experiment& experiment) {
          experiment.name = "Small";
          experiment.data.properties = {{"train", 400}, {"test", 100}};
          experiment.training = {
              {"batch_size", 40}, {"epochs", 3}, {"evaluate_every", 3}, {"evaluate_samples", 50}, {"threads", 1}};
          experiment.reference = {{.curve = "train_loss", .step = 20, .value = 1.5, .tolerance = 1}};
        }) {
    ApplicationOptions options{.experiment = preset_, .data_directory = "/nowhere"};
    options.settings.workspace = {.arrangement = "two", .panes = {"curves", "runs"}};
    user_.emplace(options, 1600, 900);
    user_->click("train");
    user_->finish();
    user_->type("curves.smoothing", "0");
    user_->move(0, 0);
    user_->frames(3);
  }
  const plot::Style& style() { return style_; }
  const Curves& curves() { return user_->now().curves; }

  const ChangedPreset preset_;
  const plot::Style style_ = ui::dark_theme().plot;
  std::optional<Driver> user_;
};

TEST_F(DrawnCurves, AreDrawnWhereTheyWereMeasuredEachInItsColor) {
  ASSERT_EQ(curves().train_loss.size(), 30);
  const Plot loss = plot_at(*user_, "plot.loss"), accuracy = plot_at(*user_, "plot.accuracy");
  ASSERT_TRUE(loss.x && loss.y && accuracy.x && accuracy.y);
  expect_corners(loss, loss.drawing.strokes(style().series(0)), curves().train_loss);
  expect_corners(loss, loss.drawing.strokes(style().series(1)), curves().test_loss);
  expect_corners(accuracy, accuracy.drawing.strokes(style().series(0)), curves().train_accuracy);
  expect_corners(accuracy, accuracy.drawing.strokes(style().series(1)), curves().test_accuracy);
  // Otherwise all of this would prove nothing of which is which.
  EXPECT_FALSE(are_corners(accuracy, accuracy.drawing.strokes(style().series(0)), curves().test_accuracy));
  EXPECT_FALSE(are_corners(loss, loss.drawing.strokes(style().series(1)), curves().train_loss));
}

TEST_F(DrawnCurves, AgainstEveryAxisLieWhereItsUnitSays) {
  ASSERT_EQ(user_->now().steps_per_epoch, 10);
  const double flops = flops_per_step(*user_->now().experiment);
  ASSERT_GT(flops, 1e6);
  const std::vector<std::pair<const char*, std::function<double(const CurvePoint&)>>> axes{
      {"epochs", [](const CurvePoint& p) { return p.step / 10; }},
      {"seconds", [](const CurvePoint& p) { return p.seconds; }},
      {"flops", [&](const CurvePoint& p) { return p.step * flops; }},
      {"steps", [](const CurvePoint& p) { return p.step; }}};
  for (const auto& [name, x_of] : axes) {
    SCOPED_TRACE(name);
    user_->choose("curves.axis", name);
    user_->move(0, 0);
    user_->frames(3);
    const Plot loss = plot_at(*user_, "plot.loss");
    ASSERT_TRUE(loss.x && loss.y);
    const Strokes strokes = loss.drawing.strokes(style().series(0));
    const Curve& curve = curves().train_loss;
    for (int64_t i = 0; i < curve.size(); ++i)
      EXPECT_LT(distance_to_corner(strokes, loss.place(x_of(curve[i]), curve[i].value)), near) << curve[i].step;
  }
}

TEST_F(DrawnCurves, ThePublishedFigureIsMarkedAtItsStepAndValue) {
  const Plot loss = plot_at(*user_, "plot.loss");
  ASSERT_TRUE(loss.x && loss.y);
  std::vector<ImVec2> marks;
  for (const auto& shape : loss.drawing.of_color(style().text))
    marks.push_back({(shape.box.left + shape.box.right) / 2, (shape.box.top + shape.box.bottom) / 2});
  ASSERT_EQ(marks.size(), 1u);
  EXPECT_NEAR(loss.x->value(marks[0].x), 20, near / loss.x->per_unit);
  EXPECT_NEAR(loss.y->value(marks[0].y), 1.5, near / std::abs(loss.y->per_unit));
  EXPECT_TRUE(std::ranges::any_of(loss.drawing.words(), [&](const drawn::Word& word) {
    return word.text.starts_with("book") && std::abs(word.box.left - marks[0].x) < 20;
  })) << "its name stands beside it";
}

TEST_F(DrawnCurves, AKeptRunStaysSolidForTrainingAndDashedForTheTestSet) {
  const Curves first = curves();
  user_->click("again.optimizer.sgd");
  user_->finish();
  user_->move(0, 0);
  user_->frames(3);
  ASSERT_EQ(user_->application().runs().runs().size(), 2u);
  const auto kept = std::ranges::find_if(user_->application().runs().runs(),
                                         [&](const KeptRun& run) { return !user_->application().runs().is_live(run); });
  const ImU32 color = style().series(kept->color);
  const Plot loss = plot_at(*user_, "plot.loss");
  ASSERT_TRUE(loss.x && loss.y);
  const Strokes strokes = loss.drawing.strokes(color);
  expect_corners(loss, strokes, first.train_loss);
  expect_corners(loss, loss.drawing.strokes(style().series(0)), curves().train_loss);
  // A dashed line runs through its points, with gaps: some of the way there is no ink.
  const auto inked = [&](const Curve& curve) {
    int ink = 0, all = 0;
    for (int64_t i = 0; i + 1 < curve.size(); ++i) {
      for (int part = 0; part < 20; ++part, ++all) {
        const double t = part / 20.0, step = curve[i].step + t * (curve[i + 1].step - curve[i].step),
                     value = curve[i].value + t * (curve[i + 1].value - curve[i].value);
        ink += distance_to_line(strokes, loss.place(step, value)) < near;
      }
    }
    return static_cast<double>(ink) / all;
  };
  EXPECT_GT(inked(first.train_loss), 0.99);
  EXPECT_GT(inked(first.test_loss), 0.45);
  EXPECT_LT(inked(first.test_loss), 0.9);
}

// Each bar of a small histogram stands over its bin, as high as its share of the highest.
void expect_bars(Driver& user, const std::string& mark, const Distribution& d, ImU32 color) {
  SCOPED_TRACE(mark);
  const ui::Mark at = *user.mark(mark);
  std::vector<Box> bars;
  const Drawing drawing = inside(user, mark);
  for (const auto& shape : drawing.of_color(color)) {
    if (shape.is_rectangle()) bars.push_back(shape.box);
  }
  std::vector<size_t> filled;
  for (size_t i = 0; i < d.bins.size(); ++i) {
    if (d.bins[i] > 0) filled.push_back(i);
  }
  ASSERT_EQ(bars.size(), filled.size());
  float highest = 0, second = 0;
  for (const float count : d.bins) {
    if (count > highest) {
      second = std::exchange(highest, count);
    } else {
      second = std::max(second, count);
    }
  }
  const float full =
      second > 0 && highest > 4 * second ? 2 * second : highest;  // one that dwarfs the others is cut off
  const float bottom = bars.front().bottom, room = bottom - at.top, bin = (at.right - at.left) / std::ssize(d.bins);
  for (size_t i = 0; i < filled.size(); ++i) {
    EXPECT_NEAR(bars[i].left, at.left + static_cast<float>(filled[i]) * bin, near) << "bin " << filled[i];
    EXPECT_NEAR(bars[i].width(), bin, near) << "bin " << filled[i];
    EXPECT_EQ(bars[i].bottom, bottom);
    EXPECT_NEAR(bars[i].height(), room * std::min(1.0f, d.bins[filled[i]] / full), 3) << "bin " << filled[i];
  }
}

TEST(DrawnSignals, AreTheBinsOfTheReadingForwardsAndBackwards) {
  Driver user(panel_alone("signals", "activations-sigmoid"), 1280, 720);
  user.move(0, 0);
  user.frames(3);
  const Reading* reading = nullptr;
  for (const auto& [probe, measured] : user.now().readings) {
    if (probe.type == "signals") reading = measured.get();
  }
  ASSERT_NE(reading, nullptr);
  const std::vector<Signal>& layers = measured<SignalsReading>(reading).layers;
  ASSERT_EQ(layers.size(), 11u);
  const plot::Style& style = ui::dark_theme().plot;
  int backwards = 0;
  for (const Signal& signal : layers) {
    expect_bars(user, "signals." + signal.name + ".values", signal.values, style.series(0));
    if (!signal.gradient) continue;
    expect_bars(user, "signals." + signal.name + ".gradient", *signal.gradient, style.series(1));
    ++backwards;
  }
  EXPECT_GE(backwards, 10);
}

// The colors of a row of pictures, in the order of the values: neighbors of one color are one rectangle.
std::vector<ImU32> colors_of_pixels(const Drawing& drawing, size_t count) {
  float side = 1e9f;
  for (const auto& shape : drawing.shapes()) {
    if (shape.is_rectangle() && shape.box.height() > 2) side = std::min(side, shape.box.width());
  }
  std::vector<ImU32> colors;
  for (const auto& shape : drawing.shapes()) {
    if (!shape.is_rectangle() || std::abs(shape.box.height() - side) > 0.01f) continue;
    for (int i = static_cast<int>(std::lround(shape.box.width() / side)); i > 0; --i) colors.push_back(shape.color);
  }
  EXPECT_GE(colors.size(), count);
  colors.resize(count);
  return colors;
}

int red(ImU32 color) { return static_cast<int>(color >> IM_COL32_R_SHIFT & 255); }
int blue(ImU32 color) { return static_cast<int>(color >> IM_COL32_B_SHIFT & 255); }

// Positive weights are red and negative ones blue, stronger the greater they are.
void expect_diverging(const std::vector<ImU32>& colors, const std::vector<float>& values) {
  const float most = std::abs(*std::ranges::max_element(values, {}, [](float v) { return std::abs(v); }));
  ASSERT_GT(most, 0);
  for (size_t i = 0; i < values.size(); ++i) {
    const float share = values[i] / most;
    EXPECT_EQ(colors[i], plot::sample(plot::Colormap::diverging, 0.5 + 0.5 * share)) << "value " << i;
    if (std::abs(share) <= 0.2f) continue;
    const auto [warm, cool] =
        share > 0 ? std::pair{red(colors[i]), blue(colors[i])} : std::pair{blue(colors[i]), red(colors[i])};
    EXPECT_GT(warm, cool) << "value " << i << " is " << values[i];
  }
}

TEST(DrawnFilters, AreTheWeightsBeforeNowAndTheirDifference) {
  const ChangedPreset small = small_data({{"batch_size", 40}, {"epochs", 1}});
  Driver user(panel_alone("filters", small), 1280, 720);
  const auto drawn = [&](const std::string& view) {
    user.choose("filters.view", view);
    user.finish();
    user.move(0, 0);
    user.frames(3);
    return colors_of_pixels(inside(user, "filters"), 16 * 25);
  };
  const auto weights = [&] { return measured<FiltersReading>(user.now().reading({.type = "filters"})).weight.values; };
  const std::vector<float> before = weights();
  ASSERT_EQ(before.size(), 16u * 25);
  user.click("train");
  user.finish();
  const std::vector<float> now = weights();
  std::vector<float> difference;
  for (size_t i = 0; i < now.size(); ++i) difference.push_back(now[i] - before[i]);
  expect_diverging(drawn("now"), now);
  expect_diverging(drawn("before"), before);
  expect_diverging(drawn("difference"), difference);
}

TEST(DrawnConfusion, HasEachCountInItsCell) {
  const ChangedPreset small = small_data();
  Driver user(panel_alone("confusion", small), 1280, 900);
  user.finish();
  user.choose("confusion.text", "counts");
  user.move(0, 0);
  user.frames(3);
  const auto counts = measured<ConfusionReading>(user.now().reading({.type = "confusion"})).results.confusion;
  const ui::Mark matrix = *user.mark("confusion.matrix");
  const float cell = (matrix.right - matrix.left) / 10;
  int written = 0;
  for (int label = 0; label < 10; ++label) {
    for (int decided = 0; decided < 10; ++decided) {
      const float x = matrix.left + static_cast<float>(decided) * cell,
                  y = matrix.top + static_cast<float>(label) * cell;
      const Drawing drawing({x, y, x + cell, y + cell});
      const int64_t count = counts[static_cast<size_t>(10 * label + decided)];
      if (count == 0) {
        EXPECT_TRUE(drawing.words().empty()) << label << " taken for " << decided;
        continue;
      }
      ASSERT_EQ(drawing.words().size(), 1u) << label << " taken for " << decided;
      EXPECT_EQ(drawing.words().front().text, std::to_string(count)) << label << " taken for " << decided;
      ++written;
    }
  }
  EXPECT_GE(written, 10) << "an untrained network decides for something";
}

// The highest bar of the answer, and every other, as long as the probability that stands beside it.
TEST(DrawnPrediction, BarsAreAsLongAsTheProbabilities) {
  const ChangedPreset small = small_data();
  Driver user(panel_alone("prediction", small), 1280, 720);
  user.move(0, 0);
  user.frames(90);
  const Reading* reading = user.now().reading({.type = "example", .options = {{"index", 0}}});
  ASSERT_NE(reading, nullptr);
  const std::vector<float> probabilities = measured<ExampleReading>(reading).output;
  ASSERT_EQ(probabilities.size(), 10u);
  const Drawing drawing = inside(user, "prediction.bars");
  const plot::Style& style = ui::dark_theme().plot;
  const auto tracks = drawing.of_color(style.grid);
  ASSERT_EQ(tracks.size(), 10u);
  for (size_t k = 0; k < 10; ++k) {
    double longest = 0;
    for (const ImU32 color : {style.accent, plot::mix(style.background, style.accent, 0.5f)}) {
      for (const auto& bar : drawing.of_color(color)) {
        if (tracks[k].box.contains(bar.box, 2)) longest = std::max<double>(longest, bar.box.width());
      }
    }
    EXPECT_NEAR(longest, probabilities[k] * tracks[k].box.width(), 2) << "class " << k;
  }
}

}  // namespace
}  // namespace saddle::app
