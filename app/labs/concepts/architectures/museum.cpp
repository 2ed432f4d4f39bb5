#include "labs/concepts/architectures/museum.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "saddle/catalog.h"
#include "saddle/experiment_file.h"
#include "shell/assets.h"

namespace saddle::app {
namespace {

struct Room {
  std::string_view name, family, title;
  int year;
  const char *published, *small;  // presets
  std::string_view who, brought;
};

constexpr std::array rooms{
    Room{"lenet", "LeNet", "LeNet-5", 1998, "lenet-5", "lenet-5", "LeCun, Bottou, Bengio, Haffner",
         to_tr(
             "Convolution, pooling, and dense layers at the end: all that followed is built of this. It read checks.")},
    Room{"alexnet", "AlexNet", "AlexNet", 2012, "alexnet", "alexnet-small", "Krizhevsky, Sutskever, Hinton",
         to_tr("ReLU, dropout and two graphics cards: depth became trainable, and won ImageNet by ten points.")},
    Room{"vgg", "VGG", "VGG-16", 2014, "vgg-16", "vgg-small", "Simonyan, Zisserman",
         to_tr("Only 3 × 3 filters: two see what one of 5 × 5 sees, with fewer weights. Most weights lie in its dense "
               "layers.")},
    Room{"googlenet", "GoogLeNet", "GoogLeNet", 2014, "googlenet", "googlenet-small", "Szegedy et al.",
         to_tr("Inception: filters of several sizes side by side, 1 × 1 before them to save work, and no large dense "
               "layers.")},
    Room{"resnet", "ResNet", "ResNet-50", 2015, "resnet-50", "resnet-20", "He, Zhang, Ren, Sun",
         to_tr("Shortcuts: a block adds to its input, and the gradient has a free way back. Depth no longer harms.")},
    Room{"densenet", "DenseNet", "DenseNet-121", 2017, "densenet-121", "densenet-small",
         "Huang, Liu, van der Maaten, Weinberger",
         to_tr("Every layer sees all maps before it, side by side: few new maps a layer, and few weights.")},
    Room{"fcn", "FCN", "FCN-32s", 2015, "fcn-32s", "fcn-small", "Long, Shelhamer, Darrell",
         to_tr("Dense layers become convolutions, and the map is enlarged again: a class for every pixel.")},
};

std::vector<Exhibit> read_museum(bool published) {
  std::vector<Exhibit> all;
  for (const Room& room : rooms) {
    Exhibit exhibit{.name = room.name,
                    .title = {},
                    .preset = published ? room.published : room.small,
                    .who = room.who,
                    .brought = room.brought};
    const Experiment experiment = load_experiment(assets_directory() / "presets" / (exhibit.preset + ".json"));
    exhibit.title = published ? fmt::format("{}, {}", room.title, room.year) : std::string(room.family);
    exhibit.sample = catalog::sample_info(experiment.data).shape;
    const Plan planned = plan(experiment.network, exhibit.sample);
    exhibit.facts = architecture_of(experiment.network, planned);
    exhibit.layers = weighted_layers(experiment.network, planned);
    all.push_back(std::move(exhibit));
  }
  return all;
}

}  // namespace

const std::vector<Exhibit>& museum(std::string_view size) {
  static const std::vector<Exhibit> published = read_museum(true), small = read_museum(false);
  return size == "small" ? small : published;
}

const Exhibit& exhibit_of(const ArchitectureOptions& o) {
  return *std::ranges::find(museum(o.size), std::string_view(o.network), &Exhibit::name);
}

double quantity_of(const Exhibit& exhibit, std::string_view quantity) {
  const Architecture& facts = exhibit.facts;
  if (quantity == "flops") return static_cast<double>(facts.flops);
  if (quantity == "memory") return static_cast<double>(facts.activation_bytes);
  if (quantity == "field") return facts.field;
  if (quantity == "depth") return facts.depth;
  return static_cast<double>(facts.parameters);
}

std::string quantity_text(double value, std::string_view quantity) {
  if (quantity == "field") return fmt::format("{:.0f} × {:.0f}", value, value);
  if (quantity == "depth") return fmt::format("{:.0f}", value);
  const std::string_view unit = quantity == "memory" ? "B" : "";
  for (const auto& [size, letter] : {std::pair{1e9, "G"}, std::pair{1e6, "M"}, std::pair{1e3, "k"}}) {
    if (value >= size) return fmt::format("{} {}{}", shown_number(value / size), letter, unit);
  }
  return fmt::format("{:.0f} {}", value, unit);
}

PageNumbers architecture_numbers(const Properties& properties) {
  const Exhibit& exhibit = exhibit_of(read<ArchitectureOptions>(properties));
  const Architecture& facts = exhibit.facts;
  const auto whole = [](const char* name, std::string_view label, int64_t value, std::string formula) {
    return PageNumber{name, std::string(label), static_cast<double>(value), std::move(formula), {}, 12};
  };
  PageNumbers all{whole("depth", to_tr("depth"), facts.depth, {}),
                  whole("parameters", to_tr("parameters"), facts.parameters, "Σ (K²·C + 1)·N"),
                  whole("weight_bytes", to_tr("MB of weights"), 0, fmt::format("4 B·{}", facts.parameters)),
                  whole("flops", to_tr("GFLOPs"), 0, "Σ 2·K²·C·N·OH·OW"),
                  whole("memory", to_tr("MB of maps"), 0, "Σ 4 B·N·OH·OW"),
                  whole("field", to_tr("receptive field"), static_cast<int64_t>(facts.field), "1 + Σ (K − 1)·ΠS")};
  all[2].value = static_cast<double>(4 * facts.parameters) / 1e6;
  all[3].value = static_cast<double>(facts.flops) / 1e9;
  all[4].value = static_cast<double>(facts.activation_bytes) / 1e6;
  for (const size_t rounded : {2u, 3u, 4u}) all[rounded].digits = 4;
  return all;
}

NumberCode architecture_code(const Properties& properties) {
  const Exhibit& exhibit = exhibit_of(read<ArchitectureOptions>(properties));
  constexpr size_t rows_a_line = 3;
  std::string rows;
  for (size_t i = 0; i < exhibit.layers.size(); ++i) {
    const WeightedLayer& layer = exhibit.layers[i];
    if (i > 0) rows += i % rows_a_line == 0 ? ",\n        " : ", ";
    rows += fmt::format("({}, {}, {}, {}, {}, {})", layer.kernel_rows * layer.kernel_columns, layer.inputs,
                        layer.bias ? 1 : 0, layer.outputs, layer.rows * layer.columns, layer.times);
  }
  NumberCode code;
  code.line("# " + exhibit.title + ": K*K, C, bias, N, OH*OW, times")
      .line("rows = [" + rows + "]")
      .line("K2, C, b, N, M, times = np.array(rows).T")
      .print("np.sum(times * (K2 * C + b) * N)", {static_cast<double>(exhibit.facts.weighted_parameters)})
      .print("np.sum(times * 2 * K2 * C * N * M)", {static_cast<double>(exhibit.facts.weighted_flops)});
  return code;
}

}  // namespace saddle::app
