#include "panels/explain/place_desk.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include "plot/class_color.h"
#include "plot/figure.h"
#include "plot/picture.h"
#include "saddle/dataset.h"
#include "ui/flow.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

constexpr int64_t most_samples = 500;

}  // namespace

PlaceDesk::PlaceDesk(const LabServices& services)
    : job_(
          services.threads,
          [memory = std::make_shared<Memory>()](const Question& question, Job::Progress& progress) {
            const auto start = std::chrono::steady_clock::now();
            Map map = made(question, *memory);
            map.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
            progress.publish(std::make_shared<const Map>(std::move(map)));
          },
          services.wake) {}

PlaceDesk::Map PlaceDesk::made(const Question& question, Memory& memory) {
  if (!memory.samples || memory.samples->data != question.data || memory.samples->directory != question.directory) {
    const auto dataset = load_dataset(question.data, question.directory);
    Samples found{.data = question.data, .directory = question.directory};
    if (dataset->sample == Shape{1, 28, 28} && dataset->labels_per_sample() == 1) {
      const int64_t count = std::min(most_samples, dataset->test.count);
      found.values.resize(static_cast<size_t>(count * 784));
      for (int64_t i = 0; i < count; ++i) {
        const int64_t index = i * dataset->test.count / count;
        dataset->copy_sample(dataset->test, index, found.values.data() + i * 784);
        found.labels.push_back(dataset->test.labels[static_cast<size_t>(index)]);
      }
    }
    memory.samples = std::make_shared<const Samples>(std::move(found));
  }
  const Model& model = *question.juror.model;
  Map map{.question = question, .layers = layers_of(model), .samples = memory.samples};
  const auto known = std::ranges::find(map.layers, question.layer);
  map.layer =
      known != map.layers.end() ? question.layer : map.layers[map.layers.size() > 1 ? map.layers.size() - 2 : 0];
  if (memory.samples->labels.size() < 3) return map;
  std::vector<float> outputs = layer_outputs(model, memory.samples->values, map.layer);
  const auto width = static_cast<int64_t>(outputs.size() / memory.samples->labels.size());
  const std::string of = question.juror.name + "/" + map.layer;
  if (!memory.plane || memory.of != of || memory.anew != question.anew || std::ssize(memory.plane->mean) != width) {
    memory.plane = plane_of(outputs, width);
    memory.of = of;
    memory.anew = question.anew;
  }
  map.plane = *memory.plane;
  if (question.digit) {
    const std::vector<float> own = layer_outputs(model, *question.digit, map.layer);
    outputs.insert(outputs.end(), own.begin(), own.end());
  }
  map.places = places_in(map.plane, outputs);
  const std::vector<float> probabilities = model.predict(memory.samples->values);
  const size_t classes = probabilities.size() / memory.samples->labels.size();
  for (size_t first = 0; first < probabilities.size(); first += classes) {
    const auto begin = probabilities.begin() + static_cast<std::ptrdiff_t>(first);
    map.answers.push_back(
        static_cast<int>(std::max_element(begin, begin + static_cast<std::ptrdiff_t>(classes)) - begin));
  }
  return map;
}

void PlaceDesk::draw(Frame& frame, const Juror& juror, const std::shared_ptr<const std::vector<float>>& digit) {
  ui::Ui& ui = frame.ui;
  const auto latest = job_.latest();
  draw_controls(frame, latest->product.get());
  if (!frame.training.now.experiment) return;
  Question question{.juror = juror,
                    .layer = layer_,
                    .digit = digit,
                    .data = frame.training.now.experiment->data,
                    .directory = frame.data_directory,
                    .anew = anew_};
  if (asked_ != question && !waiting()) {
    job_.send(question);
    asked_ = std::move(question);
  }
  if (latest->failure) {
    ui::paragraph(ui, "explain.failure", latest->failure->text());
  } else if (latest->product && latest->product->places.empty()) {
    ui::paragraph(ui, "explain.place.none",
                  ui.tr("The data of this experiment are no pictures of 28 × 28 with classes."));
  } else if (latest->product) {
    draw_map(frame, *latest->product);
  }
}

void PlaceDesk::draw_controls(Frame& frame, const Map* map) {
  ui::Ui& ui = frame.ui;
  ui::Flow flow(ui, ui.px(6));
  if (map) {
    std::vector<ui::Option> layers;
    for (const std::string& name : map->layers) layers.push_back({name, name});
    if (std::ranges::find(map->layers, layer_) == map->layers.end()) layer_ = map->layer;
    flow.place(ui::combo_width(layers));
    ui::combo(ui, "explain.layer", layer_, layers, ui::combo_width(layers));
  }
  if (flow.button("explain.axes_anew", ui.tr("New axes"),
                  {.tooltip = ui.tr("Lays the plane anew along the directions in which the outputs vary most now; "
                                    "otherwise it is kept while the network learns.")}))
    ++anew_;
}

void PlaceDesk::draw_map(Frame& frame, const Map& map) {
  ui::Ui& ui = frame.ui;
  const std::vector<std::string>& classes = map.question.juror.model->sample().classes;
  const size_t count = map.samples->labels.size();
  std::vector<std::vector<plot::Point>> of_class(classes.size());
  std::vector<plot::Point> wrong, own;
  for (size_t i = 0; i < map.places.size(); ++i) {
    const plot::Point place{static_cast<double>(map.places[i][0]), static_cast<double>(map.places[i][1])};
    if (i == count) {
      own.push_back(place);
      continue;
    }
    const auto label = static_cast<size_t>(map.samples->labels[i]);
    if (label < of_class.size()) of_class[label].push_back(place);
    if (map.answers[i] != map.samples->labels[i]) wrong.push_back(place);
  }
  plot::Figure figure(ui.plots, "###explain.place",
                      {.x_label = ui.tr("First principal component"),
                       .y_label = ui.tr("Second principal component"),
                       .controls = plot::Controls::hidden});
  for (size_t k = 0; k < classes.size(); ++k) {
    figure.scatter(classes[k] + "###" + classes[k], plot::series(of_class[k]),
                   {.color = plot::class_color(ui.plots.style, static_cast<int>(k)),
                    .marker = plot::Marker::circle,
                    .radius = 2.5f});
  }
  const std::string wrong_label = std::string(ui.tr("read wrong")) + "###wrong";
  figure.scatter(wrong_label, plot::series(wrong), {.color = ui.theme.text, .radius = 5, .ring = true});
  const std::string own_label = std::string(ui.tr("the drawing")) + "###drawing";
  if (!own.empty())
    figure.scatter(own_label, plot::series(own),
                   {.color = ui.theme.accent, .marker = plot::Marker::diamond, .radius = 9});
  const plot::FigureReport report = figure.draw();
  ui.mark("explain.place", fmt::format("{} {} wrong {} explained {:.3f}", map.layer, count, wrong.size(),
                                       map.plane.explained[0] + map.plane.explained[1]));
  if (!report.hovered) return;
  // The sample nearest to the mouse, where it is near.
  double wide = 1e-9, high = 1e-9;
  for (const auto& place : map.places) {
    wide = std::max(wide, std::abs(static_cast<double>(place[0])));
    high = std::max(high, std::abs(static_cast<double>(place[1])));
  }
  size_t nearest = count;
  double least = 0.03;
  for (size_t i = 0; i < count; ++i) {
    const double away = std::hypot((static_cast<double>(map.places[i][0]) - report.x) / wide,
                                   (static_cast<double>(map.places[i][1]) - report.y) / high);
    if (away < least) least = away, nearest = i;
  }
  if (nearest == count) return;
  ImGui::BeginTooltip();
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float side = ui.px(84);
  plot::draw_picture(*ImGui::GetWindowDrawList(), {corner, {corner.x + side, corner.y + side}},
                     std::span(map.samples->values).subspan(nearest * 784, 784), 28, 28, 1);
  ImGui::Dummy({side, side});
  ui::caption(ui, fmt::format("{} → {}", classes[static_cast<size_t>(map.samples->labels[nearest])],
                              classes[static_cast<size_t>(map.answers[nearest])]));
  ImGui::EndTooltip();
}

}  // namespace saddle::app
