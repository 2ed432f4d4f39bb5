#include <algorithm>

#include "mend/proposals.h"

namespace saddle {

void Proposals::whole_layer() {
  const LayerType* type = type_of(node());
  if (!type) return;
  if (!type->no_gradient.empty()) {
    use_type("sigmoid");
    use_type("relu");
  }
  if (type->max_inputs > 1 && links_[here_].size() > 1) meeting_shapes();
  if (!plan_.step_of(here_)) impossible_layer();
  const bool last = here_ + 1 == links_.end_index();
  if (last && type->is_auxiliary()) {
    if (!links_[here_].empty() && links_[here_][0].from != Link::nowhere) {
      const NodeIndex from = links_[here_][0].from;
      offer("Add a dense layer", [from, end = dense_of(outputs())](Experiment& e) {
        Wiring wires = wiring(e.network);
        e.network.push_back(end);
        wires.push_back({{.from = from}});
        edit::wire(e.network, wires);
      });
    }
    remove_it();
  } else if (plan_.issues.empty()) {
    wrong_end(type->is_auxiliary());
  } else if (edit::users(links_, here_).empty() && !last) {
    unused();
  }
}

void Proposals::meeting_shapes() {
  const auto& given = links_[here_];
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
      offer_layer(slot, "Insert a 1 × 1 convolution",
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
  remove_it();
}

void Proposals::keep_size(NodeIndex end) {
  std::vector<NodeIndex> convolutions;
  int padding = 0;
  for (NodeIndex back = end; back != Link::nowhere && links_[back].size() == 1; back = links_[back][0].from) {
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
        for (const NodeIndex at : convolutions) {
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
    for (Link link = links_[here_][0]; link.from_node() && !links_[link.from].empty(); link = links_[link.from][0]) {
      const NodeIndex back = link.from;
      const Shape* came = shape_of(links_[back][0].from);
      if (!came || came->rank() != 3) continue;
      offer(
          "Move it before {}",
          [here = here_, back](Experiment& e) {
            const Node moved = at(e.network, here);
            edit::remove(e.network, {here});
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
        "Use {}", [here = here_, row](Experiment& e) { set(at(e.network, here).properties, *row, row->fallback); },
        to_text(row->fallback));
    offer(
        "Use {}",
        [here = here_, row](Experiment& e) { set(at(e.network, here).properties, *row, static_cast<int>(row->min)); },
        static_cast<int>(row->min));
  }
  remove_it();
}

void Proposals::wrong_end(bool auxiliary) {
  NodeIndex end = here_;
  if (auxiliary) end = links_[end][0].from;
  if (catalog::loss_traits(e_.loss.type).applies_softmax && catalog::layer_traits(node().type).softmax) {
    remove_it();
    use_loss("mean_squared_error");
    return;
  }
  const int wanted = outputs();
  // Resize the last layer whose number of outputs can be set.
  for (NodeIndex back = end; back > Link::data; back = links_[back][0].from) {
    const Node& layer = at(e_.network, back);
    const LayerTraits& traits = catalog::layer_traits(layer.type);
    if (!traits.outputs.empty()) {
      offer(
          traits.family == LayerTraits::Family::dense ? "Set {} units" : "Set {} filters",
          [back, key = traits.outputs, wanted](Experiment& e) {
            Properties& properties = at(e.network, back).properties;
            const Property& row = *find(type_of(at(e.network, back))->entry.properties, key);
            set(properties, row, wanted);
            // Numbers that were written out for the old size no longer fit.
            properties.erase("weights");
            properties.erase("biases");
          },
          wanted);
      break;
    }
    if (links_[back].size() != 1) break;
  }
  const Shape* shape = shape_of(end);
  if (data_.per_pixel && shape && shape->rank() == 3) {
    const auto factor =
        static_cast<int>(std::clamp<int64_t>(data_.shape[1] / std::max<int64_t>((*shape)[1], 1), 1, 64));
    offer("Insert a 1 × 1 convolution", [end, wanted, factor](Experiment& e) {
      const NodeIndex maps =
          edit::insert_after(e.network, end, layer_of("conv2d", {{"filters", wanted}, {"kernel", 1}}));
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
