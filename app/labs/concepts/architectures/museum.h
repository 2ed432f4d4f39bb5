#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "labs/concepts/page.h"
#include "saddle/architecture.h"

namespace saddle::app {

// What is set on the page Architectures.
struct ArchitectureOptions {
  std::string network = "vgg", size = "published", quantity = "parameters";

  static auto fields() {
    using O = ArchitectureOptions;
    return std::tuple{
        field("network", &O::network,
              {.choices = {"lenet", "alexnet", "vgg", "googlenet", "resnet", "densenet", "fcn"}},
              "Whose stages are drawn."),
        field("size", &O::size, {.choices = {"published", "small"}},
              "As it was published, or the small one that a laptop trains."),
        field("quantity", &O::quantity, {.choices = {"parameters", "flops", "memory", "field", "depth"}},
              "What is compared."),
    };
  }
};

// A network of the page, of one size.
struct Exhibit {
  std::string_view name;     // of the choice: "vgg"
  std::string title;         // "VGG-16, 2014"; of a small one "VGG"
  std::string preset;        // "vgg-16"
  std::string_view who;      // "Simonyan, Zisserman"
  std::string_view brought;  // in English
  Shape sample = {};
  Architecture facts = {};
  std::vector<WeightedLayer> layers = {};
};

// All of one size, in the order in which they were published. Reads their presets the first time. Throws Error where
// these are not there.
const std::vector<Exhibit>& museum(std::string_view size);
const Exhibit& exhibit_of(const ArchitectureOptions& o);

// The quantity as bars are long, and as it is written: "138.4 M".
double quantity_of(const Exhibit& exhibit, std::string_view quantity);
std::string quantity_text(double value, std::string_view quantity);

// See ConceptType.
PageNumbers architecture_numbers(const Properties& properties);
NumberCode architecture_code(const Properties& properties);

// All networks below each other with the quantity as a bar, and the stages of the chosen one. A click on a row chooses.
void draw_museum(PageView& page, const ArchitectureOptions& o, ImVec2 size);

}  // namespace saddle::app
