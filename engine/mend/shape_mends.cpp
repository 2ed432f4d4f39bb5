#include <algorithm>

#include "mend/proposals.h"

namespace saddle {

void Proposals::whole_layer() {
  const LayerType* type = type_of(node());
  if (!type) return;
  if (!type->no_gradient.empty()) {
    use_type(place_.node, "sigmoid");
    use_type(place_.node, "relu");
  }
  if (type->max_inputs > 1 && links(place_.node).size() > 1) meeting_shapes();
  if (!plan_.step_of(NodeIndex(place_.node))) impossible_layer();
  if (place_.node == size() - 1 && type->is_auxiliary()) {
    if (!links(place_.node).empty() && links(place_.node)[0].from != Link::nowhere) {
      const int from = links(place_.node)[0].from;
      offer("Add a dense layer", [from, end = dense_of(outputs())](Experiment& e) {
        Wiring wires = wiring(e.network);
        e.network.push_back(end);
        wires.push_back({{.from = from}});
        edit::wire(e.network, wires);
      });
    }
    remove_it(place_.node);
  } else if (plan_.issues.empty()) {
    wrong_end(type->is_auxiliary());
  } else if (edit::users(links_, place_.node).empty() && place_.node < size() - 1) {
    unused();
  }
}

void Proposals::meeting_shapes() {
  const auto& given = links(place_.node);
  const bool joins = catalog::layer_traits(node().type).concatenates;
  for (size_t slot = given.size(); slot-- > 0;) {
    const Shape *from = shape_of(given[slot].from), *to = shape_of(given[slot == 0 ? 1 : 0].from);
    if (!from || !to || *from == *to) continue;
    if (to->rank() != 3) {
      offer_layer(slot, "Insert a dense layer", dense_of(static_cast<int>((*to)[0])));
    } else if (from->rank() == 3) {
      const auto channels = static_cast<int>(joins ? (*from)[0] : (*to)[0]);
      const int64_t larger = (*from)[1], wanted = (*to)[1];
      if (larger != wanted) keep_size(given[larger < wanted ? slot : slot == 0 ? 1 : 0].from);
      const auto stride = static_cast<int>(std::clamp<int64_t>((larger + wanted - 1) / wanted, 1, 63));
      offer_layer(slot, "Insert a 1x1 convolution",
                  layer_of("conv2d", {{"filters", channels}, {"kernel", 1}, {"stride", stride}}));
      if (larger > wanted) {
        // Without padding, a kernel of this size removes exactly the surplus pixels.
        offer_layer(slot, "Insert a convolution",
                    layer_of("conv2d", {{"filters", channels},
                                        {"kernel", static_cast<int>(std::min<int64_t>(larger - wanted + 1, 63))},
                                        {"kernel_width",
                                         static_cast<int>(std::clamp<int64_t>((*from)[2] - (*to)[2] + 1, 1, 63))}}));
      }
    }
  }
  remove_it(place_.node);
}

void Proposals::keep_size(int end) {
  std::vector<int> convolutions;
  int padding = 0;
  for (int back = end; back >= 0 && links(back).size() == 1; back = links(back)[0].from) {
    if (back != end && edit::users(links_, back).size() > 1) break;  // the branch begins here
    const Node& layer = e_.network[static_cast<size_t>(back)];
    if (catalog::layer_traits(layer.type).family != LayerTraits::Family::convolution) continue;
    const auto& table = type_of(layer)->entry.properties;
    const Property *kernel = find(table, "kernel"), *row = find(table, "padding");
    if (!kernel || !row) continue;
    const int width = static_cast<int>(number_of(value_of(layer.properties, *kernel))), same = (width - 1) / 2;
    if (width % 2 == 0 || number_of(value_of(layer.properties, *row)) >= same) continue;
    convolutions.push_back(back);
    padding = std::max(padding, same);
  }
  if (convolutions.empty()) return;
  offer(
      "Use padding {}",
      [convolutions](Experiment& e) {
        for (const int at : convolutions) {
          Node& layer = e.network[static_cast<size_t>(at)];
          const auto& table = type_of(layer)->entry.properties;
          const double width = number_of(value_of(layer.properties, *find(table, "kernel")));
          set(layer.properties, *find(table, "padding"), static_cast<int>((width - 1) / 2));
        }
      },
      padding);
}

void Proposals::impossible_layer() {
  const Shape* before = shape_before();
  if (!before) return;
  if (before->rank() != 3) {
    // The layer needs images: move it before the one that turns them into vectors.
    for (int back = links(place_.node)[0].from; back >= 0 && !links(back).empty(); back = links(back)[0].from) {
      const Shape* came = shape_of(links(back)[0].from);
      if (!came || came->rank() != 3) continue;
      offer(
          "Move it before {}",
          [at = place_.node, back](Experiment& e) {
            const Node moved = e.network[static_cast<size_t>(at)];
            edit::remove(e.network, {at});
            edit::insert_before(e.network, back, 0, moved);
          },
          name(back));
      break;
    }
  } else {
    offer_layer(0, "Insert a pooling layer", layer_of("max_pool2d", {{"kernel", 2}, {"stride", 2}}));
    offer_layer(0, "Insert global average pooling", layer_of("global_avg_pool"));
  }
  for (const char* key : {"units", "filters", "factor"}) {
    const Property* row = find(type_of(node())->entry.properties, key);
    if (!row) continue;
    offer(
        "Use {}",
        [at = place_.node, row](Experiment& e) {
          set(e.network[static_cast<size_t>(at)].properties, *row, row->fallback);
        },
        to_text(row->fallback));
    offer(
        "Use {}",
        [at = place_.node, row](Experiment& e) {
          set(e.network[static_cast<size_t>(at)].properties, *row, static_cast<int>(row->min));
        },
        static_cast<int>(row->min));
  }
  remove_it(place_.node);
}

void Proposals::wrong_end(bool auxiliary) {
  int end = place_.node;
  if (auxiliary) end = links(end)[0].from;
  if (catalog::loss_traits(e_.loss.type).applies_softmax && catalog::layer_traits(node().type).softmax) {
    remove_it(place_.node);
    use_loss("mean_squared_error");
    return;
  }
  const int wanted = outputs();
  // Resize the last layer whose number of outputs can be set.
  for (int back = end; back >= 0; back = links(back)[0].from) {
    const Node& layer = e_.network[static_cast<size_t>(back)];
    const LayerTraits& traits = catalog::layer_traits(layer.type);
    if (!traits.outputs.empty()) {
      offer(
          traits.family == LayerTraits::Family::dense ? "Set {} units" : "Set {} filters",
          [back, key = traits.outputs, wanted](Experiment& e) {
            Properties& properties = e.network[static_cast<size_t>(back)].properties;
            const Property& row = *find(type_of(e.network[static_cast<size_t>(back)])->entry.properties, key);
            set(properties, row, wanted);
            // Numbers that were written out for the old size no longer fit.
            properties.erase("weights");
            properties.erase("biases");
          },
          wanted);
      break;
    }
    if (links(back).size() != 1) break;
  }
  const Shape* shape = shape_of(end);
  if (data_.per_pixel && shape && shape->rank() == 3) {
    const auto factor =
        static_cast<int>(std::clamp<int64_t>(data_.shape[1] / std::max<int64_t>((*shape)[1], 1), 1, 64));
    offer("Insert a 1x1 convolution", [end, wanted, factor](Experiment& e) {
      const int maps = edit::insert_after(e.network, end, layer_of("conv2d", {{"filters", wanted}, {"kernel", 1}}));
      if (factor > 1) edit::insert_after(e.network, maps, layer_of("upsample2d", {{"factor", factor}}));
    });
  } else if (!data_.per_pixel) {
    offer(
        "Insert a dense layer of {} units",
        [end, layer = dense_of(wanted)](Experiment& e) { edit::insert_after(e.network, end, layer); }, wanted);
  }
  // One output suffices for two classes.
  if (shape && shape->size() == 1 && data_.classes.size() == 2) use_loss("sigmoid_cross_entropy");
}

}  // namespace saddle
