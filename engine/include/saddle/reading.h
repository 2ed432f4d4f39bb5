#pragma once

#include <array>
#include <cassert>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "saddle/results.h"
#include "saddle/shape.h"

// What the probes of the catalog measure: one struct for each kind. Nothing of it is written again once published.
namespace saddle {

// Numbers in rows, the last axis fastest.
struct Array {
  Shape shape;
  std::vector<float> values;
};

// Of "prediction", for one input.
struct PredictionReading {
  // (classes) probabilities, which sum to 1 behind a softmax; of two classes always both. Of regression (outputs) the
  // numbers; of a map of classes (H, W, classes).
  std::vector<float> outputs;
};

// Of "filters": a convolution.
struct FiltersReading {
  std::string layer;
  Array weight;                  // (filters, C, kh, kw)
  std::vector<float> bias = {};  // (filters); empty where it has none
};

// Of "feature_maps": what one sample becomes. Images are (C, H, W), all else (features).
struct FeatureMapsReading {
  struct Layer {
    std::string name;
    Array output;
  };
  Array picture;                   // the sample as it is
  Array input;                     // as the network gets it, normalized
  std::optional<int> label = {};   // its class, of a sample of the data set that has one
  std::vector<Layer> layers = {};  // in the order in which they run; of a probe with a node, that one alone

  // The output of the layer of that name, or null.
  const Array* output_of(std::string_view layer) const {
    for (const Layer& one : layers) {
      if (one.name == layer) return &one.output;
    }
    return nullptr;
  }
};

// Of "plane": answers at the middles of the cells of a grid over one or two inputs. Row 0 is at y_min.
struct PlaneReading {
  struct Points {
    Array inputs;                // (n, inputs)
    std::vector<float> truth;    // (n): the class, or the first number of a regression
    std::vector<float> answers;  // (n): what the network says, likewise
  };
  bool regression = false;
  Array answers;                    // (classes, rows, columns) probabilities; of regression (1, rows, columns) outputs
  std::optional<Array> units = {};  // (units, rows, columns) outputs of the probe's node, on a grid that may be coarser
  std::optional<Points> points = {};                  // of the set, where they were asked for
  double x_min = 0, x_max = 0, y_min = 0, y_max = 0;  // the rectangle; of one input without y
};

// Of "landscape": the loss on a plane through the weights, and the path of the weights.
struct LossLandscapeReading {
  enum class Unavailable {
    no_weights,
    too_large,     // see landscape::most_weights
    short_path,    // too few steps for principal components
    straight_path  // the places of the path lie on one line, so that there is but one component
  };
  struct Place {
    float x = 0, y = 0;
    float distance = 0;  // from the plane, Euclidean, in units of the weights
    int64_t step = 0;
  };
  struct Plane {
    Array loss;  // (points, points), row 0 at y_min; NaN: not known yet; infinite: too large
    float x_min = 0, x_max = 0, y_min = 0, y_max = 0;  // in lengths of its two directions
    std::vector<Place> path = {};                      // by step; the last is where the weights are now
    int64_t laid = 0;                                  // the step of the weights at (0, 0)
    // Of principal directions: the shares of the path's variance that lie along them.
    std::optional<std::array<float, 2>> explained = {};
  };
  std::optional<Unavailable> unavailable = {};  // why there is no plane, or no newer one
  std::optional<Plane> plane = {};
};

// How many numbers are how large. Not a number: does not apply, or there is none to tell it from.
struct Distribution {
  int64_t count = 0, not_finite = 0;  // of all numbers; infinite or not a number, and so in none of the rest
  double mean = 0, deviation = 0;     // of the population: divided by the count
  double min = 0, max = 0;
  double dead = 0;       // share of the units (features, or channels of an image) that are 0 for every sample; of ReLU
  double saturated = 0;  // share within 1.5 % of the range of an end; of sigmoid and tanh: see Saturation
  double outside = 0;    // share that lies outside [low, high]
  double low = 0, high = 0;
  std::vector<float> bins = {};  // counts in equal parts of [low, high]; each holds its left edge, the last both
};

// What goes through a layer, and what comes back.
struct Signal {
  std::string name;  // of the node, or of the parameter: "conv2d_1/weight"
  Distribution values = {};
  std::optional<Distribution> gradient = {};  // d(loss)/d(output) of the same batch
};

// Of "signals": the outputs of every layer, in the order in which the layers run.
struct SignalsReading {
  std::vector<Signal> layers;
};

// Of "weights": every parameter, in the order in which the layers run.
struct WeightsReading {
  std::vector<Signal> parameters;
};

// How far one step moved the parameters of a layer: Euclidean lengths over all of them. Not a number: no step yet.
struct Movement {
  std::string name;
  double gradient = 0;  // after clipping
  double weights = 0;   // before the step
  double update = 0;    // the difference that the step made
  // About 1e-3 where learning goes well (Karpathy, 2015, "Ratio of weights:updates").
  double ratio() const { return update / weights; }
};

// Of "updates": the layers that have parameters, in the order in which they run.
struct UpdatesReading {
  std::vector<Movement> layers;
};

// Of "confusion".
struct ConfusionReading {
  Results results;  // without answers
};

// Of "examples": samples of the test set by what became of them.
struct ExamplesReading {
  Results results;
  Array samples;  // (answers, values of a sample), channels-last: those of results.answers
};

// Of "example": one sample of the test set and what the network makes of it.
struct ExampleReading {
  struct Map {  // a class for every pixel; each (H, W)
    Shape shape;
    std::vector<int> labels, decided;
    std::vector<float> confidence;  // the probability of the class decided on
  };
  Answer answer;
  Array sample;                    // as people see its extents, (C, H, W) or (features); values channels-last
  std::vector<float> output = {};  // (classes) probabilities, or (outputs) numbers; empty of a map
  std::vector<float> target = {};  // (outputs) of regression: what it should be
  std::optional<Map> map = {};
};

// Of "node_values": what nodes come to for one sample, and the gradient of the loss with respect to it. Wide nodes, and
// those of large networks, are left out.
struct NodeValuesReading {
  struct Node {
    std::string name;
    std::vector<float> values, gradients;  // (outputs)
  };
  std::vector<Node> nodes;

  // The node of that name, or null.
  const Node* find(std::string_view name) const {
    for (const Node& node : nodes) {
      if (node.name == name) return &node;
    }
    return nullptr;
  }
};

// Of "parameters": those of one layer, without large ones.
struct ParametersReading {
  struct Parameter {
    std::string name;  // "weight"
    Array array;       // as in files: dense (out, in), convolution (out, in, kh, kw)
  };
  std::vector<Parameter> parameters;

  // The parameter of that name, or null.
  const Array* find(std::string_view name) const {
    for (const Parameter& parameter : parameters) {
      if (parameter.name == name) return &parameter.array;
    }
    return nullptr;
  }
};

// Of "samples": the data themselves, whatever the network.
struct SamplesReading {
  struct Part {
    int64_t count = 0;                   // of samples; 0: the data have no such part
    std::vector<int64_t> of_class = {};  // (classes): samples, or pixels where each has a class; empty for regression
  };
  // The values of one feature, or of one channel of all pixels, as the data set holds them.
  struct Feature {
    std::string name;  // "age"; where there are none, its number from 1
    Distribution values;
  };
  Part train, validation, test;
  std::vector<Feature> features = {};  // of the training set; of more than 512 none, but the first holds all values
  int64_t surveyed = 0;                // samples of the training set that were counted in `features`
  // Those that were asked for.
  int64_t matching = 0;             // there are in all; shown are some of them
  std::vector<int64_t> which = {};  // (shown) their numbers in their part
  std::vector<int> labels = {};     // (shown) classes; empty where a sample has none of its own
  std::vector<float> targets = {};  // (shown * outputs) of regression
  Array samples = {};               // (shown, values of a sample), channels-last, at the stage that was asked for
};

// What a probe measured, at one moment.
struct Reading {
  using Content = std::variant<std::monostate, PredictionReading, FiltersReading, FeatureMapsReading, PlaneReading,
                               LossLandscapeReading, SignalsReading, WeightsReading, UpdatesReading, ConfusionReading,
                               ExamplesReading, ExampleReading, NodeValuesReading, ParametersReading, SamplesReading>;

  int64_t step = 0;
  Content content = {};  // nothing where the probe does not fit the network: a drawing of another size, no convolution
  bool complete = true;  // false: asked again, it would tell more without another step
  bool filling = false;  // of what is measured a slice at a time: not all of it is there yet
  double seconds = 0;    // of training, when a run measured it: RunSnapshot::seconds of then

  bool empty() const { return std::holds_alternative<std::monostate>(content); }
  // What was measured, or null where that is nothing. T must be the kind that the probe gives.
  template <class T>
  const T* as() const {
    assert(empty() || std::holds_alternative<T>(content));
    return std::get_if<T>(&content);
  }
};

// The same of a reading that may not have come yet, and then is null.
template <class T>
const T* content_of(const Reading* reading) {
  return reading ? reading->as<T>() : nullptr;
}

}  // namespace saddle
