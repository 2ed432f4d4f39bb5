#include <algorithm>
#include <array>
#include <cmath>

#include "probes/shared/judgement.h"
#include "probes/shared/macs.h"

// What a network of one or two inputs makes of every point of a rectangle, evaluated at the middles of its cells; with
// a node, what each of its outputs is, on a grid a few times coarser; and the points of the set.
namespace saddle::probes {
namespace {

struct PlaneOptions {
  double x_min = -1, x_max = 1, y_min = -1, y_max = 1;
  std::string around = "nothing";
  int resolution = 0;
  std::string points = "train";
  int most_points = 2000, most_units = 64;
  static auto fields() {
    constexpr Limits place{.min = -1e9, .max = 1e9};
    return std::tuple{
        field("x_min", &PlaneOptions::x_min, place, "Left end of the first input."),
        field("x_max", &PlaneOptions::x_max, place, "Right end of the first input."),
        field("y_min", &PlaneOptions::y_min, place, "Lower end of the second input."),
        field("y_max", &PlaneOptions::y_max, place, "Upper end of the second input."),
        field("around", &PlaneOptions::around, {.choices = {"nothing", "points"}},
              "points: the rectangle is that of the training samples and some room around, whatever else is said."),
        field("resolution", &PlaneOptions::resolution, {.min = 0, .max = 512, .zero = "auto"},
              "Cells along the longer side; 0: as many as cost little."),
        field("points", &PlaneOptions::points, {.choices = {"train", "test", "none"}}, "Which part's points to tell."),
        field("most_points", &PlaneOptions::most_points, {.min = 1, .max = 100000}, "At most so many, spread evenly."),
        field("most_units", &PlaneOptions::most_units, {.min = 1, .max = 10000}, "At most so many, from the first on."),
    };
  }
};

constexpr int64_t grid_macs = 30'000'000;
constexpr double least_resolution = 24, most_resolution = 80;
constexpr int64_t curve_resolution = 256, unit_resolution = 24;

struct Grid {
  int64_t rows = 1, columns = 1;
  double x_min = 0, y_min = 0, cell_x = 1, cell_y = 1;
  int64_t size() const { return rows * columns; }
  float x(int64_t column) const { return static_cast<float>(x_min + cell_x * (static_cast<double>(column) + 0.5)); }
  float y(int64_t row) const { return static_cast<float>(y_min + cell_y * (static_cast<double>(row) + 0.5)); }
};

constexpr double room_around = 0.1;  // of the width that the samples take, on each side

void frame_samples(PlaneOptions& options, const Dataset& dataset) {
  const int64_t inputs = dataset.sample.size();
  std::array<float, 2> sample{}, least{}, most{};
  for (int64_t i = 0; i < dataset.train.count; ++i) {
    dataset.copy_sample(dataset.train, i, sample.data());
    for (size_t axis = 0; axis < 2; ++axis) {
      least[axis] = i == 0 ? sample[axis] : std::min(least[axis], sample[axis]);
      most[axis] = i == 0 ? sample[axis] : std::max(most[axis], sample[axis]);
    }
  }
  const auto put = [&](size_t axis, double& from, double& to) {
    const double width = static_cast<double>(most[axis]) - static_cast<double>(least[axis]);
    const double room = width > 0 ? room_around * width : 1;
    from = static_cast<double>(least[axis]) - room;
    to = static_cast<double>(most[axis]) + room;
  };
  put(0, options.x_min, options.x_max);
  if (inputs > 1) put(1, options.y_min, options.y_max);
}

Grid grid_of(const PlaneOptions& options, int64_t inputs, const Plan& plan) {
  const double width = options.x_max - options.x_min, height = options.y_max - options.y_min;
  if (inputs == 1) {
    const int64_t columns = options.resolution > 0 ? options.resolution : curve_resolution;
    return {1, columns, options.x_min, 0, width / static_cast<double>(columns), 0};
  }
  const double affordable = std::sqrt(static_cast<double>(grid_macs) / static_cast<double>(macs_of(plan)));
  const double cells =
      options.resolution > 0 ? options.resolution : std::clamp(affordable, least_resolution, most_resolution);
  const double cell = std::max(width, height) / cells;
  const auto along = [&](double length) { return std::max<int64_t>(1, std::llround(length / cell)); };
  const int64_t rows = along(height), columns = along(width);
  return {rows,
          columns,
          options.x_min,
          options.y_min,
          width / static_cast<double>(columns),
          height / static_cast<double>(rows)};
}

// Runs `count` inputs through the network in batches: set(i, input) writes one, use(first, batch, output) sees what
// came out, as people want to see it.
template <class SetInput, class UseOutput>
void run(ProbeContext& context, int64_t count, const Pass& pass, const SetInput& set, const UseOutput& use) {
  const int64_t width = context.dataset.sample.size();
  const int64_t most = std::min(context.network.capacity(), context.most_samples);
  for (int64_t first = 0; first < count; first += most) {
    const int batch = static_cast<int>(std::min(most, count - first));
    const View<float> input = context.network.input(batch);
    for (int i = 0; i < batch; ++i) {
      float* sample = input.data + i * width;
      set(first + i, sample);
      context.input.put(sample, sample);
    }
    context.network.forward(pass, batch, context.workers);
    const View<float> output = context.network.output(batch);
    context.objective.loss().present(output);
    use(first, batch, output);
  }
}

void add_grid(PlaneReading& reading, ProbeContext& context, const Grid& grid) {
  const bool regression = reading.regression;
  const int64_t classes = regression ? 1 : std::ssize(context.dataset.classes), inputs = context.dataset.sample.size();
  reading.answers = {{classes, grid.rows, grid.columns},
                     std::vector<float>(static_cast<size_t>(classes * grid.size()))};
  run(
      context, grid.size(), {},
      [&](int64_t i, float* input) {
        input[0] = grid.x(i % grid.columns);
        if (inputs > 1) input[1] = grid.y(i / grid.columns);
      },
      [&](int64_t first, int batch, View<float> output) {
        const int64_t outputs = output.width();
        for (int64_t k = 0; k < classes; ++k) {
          float* to = reading.answers.values.data() + k * grid.size() + first;
          for (int i = 0; i < batch; ++i)
            to[i] = regression ? output.data[i * outputs] : probability_of(output.data + i * outputs, outputs, k);
        }
      });
}

// Every stride-th cell of the grid.
void add_units(PlaneReading& reading, ProbeContext& context, const Grid& grid, const std::string& node, int64_t most) {
  const std::optional<StepIndex> step = context.network.step_named(node);
  if (!step) return;
  const int64_t units = std::min(context.network.activation(*step, 1).width(), most);
  const int64_t inputs = context.dataset.sample.size();
  const int64_t finest = inputs == 1 ? curve_resolution / 2 : unit_resolution;
  const int64_t stride = std::max<int64_t>(1, (std::max(grid.rows, grid.columns) + finest - 1) / finest);
  const int64_t rows = (grid.rows + stride - 1) / stride, columns = (grid.columns + stride - 1) / stride;
  Array values{{units, rows, columns}, std::vector<float>(static_cast<size_t>(units * rows * columns))};
  run(
      context, rows * columns, {.every_activation = true},
      [&](int64_t i, float* input) {
        // In the middle of the cells that this one stands for.
        const int64_t shift = (stride - 1) / 2;
        input[0] = grid.x(std::min(i % columns * stride + shift, grid.columns - 1));
        if (inputs > 1) input[1] = grid.y(std::min(i / columns * stride + shift, grid.rows - 1));
      },
      [&](int64_t first, int batch, View<float>) {
        const View<const float> activation = context.network.activation(*step, batch);
        for (int i = 0; i < batch; ++i) {
          for (int64_t unit = 0; unit < units; ++unit)
            values.values[static_cast<size_t>(unit * rows * columns + first + i)] =
                activation.data[i * activation.width() + unit];
        }
      });
  reading.units = std::move(values);
}

void add_points(PlaneReading& reading, ProbeContext& context, const PlaneOptions& options) {
  const Dataset& dataset = context.dataset;
  const Samples& part = options.points == "test" ? dataset.test : dataset.train;
  const int64_t inputs = dataset.sample.size(), count = std::min<int64_t>(part.count, options.most_points);
  const bool regression = reading.regression;
  PlaneReading::Points points{
      .inputs = {{count, inputs}, std::vector<float>(static_cast<size_t>(count * inputs))}, .truth = {}, .answers = {}};
  const auto sample = [&](int64_t i) { return i * part.count / count; };
  run(
      context, count, {},
      [&](int64_t i, float* input) {
        dataset.copy_sample(part, sample(i), input);
        std::copy_n(input, inputs, points.inputs.values.data() + i * inputs);
        points.truth.push_back(regression ? part.targets[static_cast<size_t>(sample(i) * dataset.outputs)]
                                          : static_cast<float>(part.labels[static_cast<size_t>(sample(i))]));
      },
      [&](int64_t, int batch, View<float> output) {
        const int64_t outputs = output.width();
        for (int i = 0; i < batch; ++i) {
          const float* row = output.data + i * outputs;
          if (regression) {
            points.answers.push_back(row[0]);
          } else if (outputs == 1) {
            points.answers.push_back(row[0] > 0.5f ? 1.0f : 0.0f);
          } else {
            points.answers.push_back(static_cast<float>(std::max_element(row, row + outputs) - row));
          }
        }
      });
  reading.points = std::move(points);
}

Reading measure_plane(const Probe& probe, ProbeContext& context) {
  auto options = read<PlaneOptions>(probe.options, "probe");
  if (!(options.x_min < options.x_max) || !(options.y_min < options.y_max))
    throw Error("probe", "the rectangle from ({}, {}) to ({}, {}) is empty", options.x_min, options.y_min,
                options.x_max, options.y_max);
  const Dataset& dataset = context.dataset;
  if (dataset.sample.rank() != 1 || dataset.sample.size() > 2) return {.step = context.step};
  if (options.around == "points") frame_samples(options, dataset);
  PlaneReading reading{.regression = dataset.outputs > 0,
                       .answers = {},
                       .x_min = options.x_min,
                       .x_max = options.x_max,
                       .y_min = options.y_min,
                       .y_max = options.y_max};
  const Grid grid = grid_of(options, dataset.sample.size(), context.network.plan());
  add_grid(reading, context, grid);
  if (!probe.node.empty()) add_units(reading, context, grid, probe.node, options.most_units);
  if (options.points != "none") add_points(reading, context, options);
  return {.step = context.step, .content = std::move(reading)};
}

}  // namespace

ProbeType plane() {
  return {.entry = {.name = "plane",
                    .title = "Plane",
                    .help = "The answer to every point of the plane, and what each hidden unit sees there.",
                    .properties = table_of<PlaneOptions>()},
          .measure = measure_plane};
}

}  // namespace saddle::probes
