#include "saddle/mend.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>

#include "nn/layer_type.h"
#include "nn/loss_type.h"
#include "nn/nearest.h"
#include "saddle/catalog.h"
#include "saddle/network_edit.h"
#include "saddle/plan.h"

namespace saddle {
namespace {

const LayerType* type_of(const Node& node) {
  const auto found =
      std::ranges::find_if(layers::all(), [&](const LayerType& type) { return type.entry.name == node.type; });
  return found == layers::all().end() ? nullptr : &*found;
}

// "network[3].inputs[1]" -> 3, "inputs", 1
struct Place {
  int node = -1;
  std::string key = {};
  int item = -1;
};

int number_at(const std::string& text, size_t at) {
  int number = -1;
  if (at < text.size()) std::from_chars(text.data() + at, text.data() + text.size(), number);
  return number;
}

Place place_of(const std::string& where) {
  Place place;
  if (!where.starts_with("network[")) return place;
  place.node = number_at(where, 8);
  const size_t dot = where.find("].");
  if (dot == std::string::npos) return place;
  place.key = where.substr(dot + 2);
  if (const size_t bracket = place.key.find('['); bracket != std::string::npos) {
    place.item = number_at(place.key, bracket + 1);
    place.key.resize(bracket);
  }
  return place;
}

Node layer(std::string type, Properties properties = {}) {
  return {.name = {}, .type = std::move(type), .inputs = {}, .properties = std::move(properties)};
}

// Proposes what might help; whoever asked tries each.
class Proposals {
 public:
  Proposals(const Experiment& experiment, const Issue& issue, const std::filesystem::path& directory)
      : e_(experiment),
        issue_(issue),
        place_(place_of(issue.where)),
        data_(data_of(experiment, directory)),
        plan_(data_.shape.rank() > 0 ? plan(experiment.network, data_.shape) : Plan{}),
        links_(wiring(experiment.network)),
        names_(names_of(experiment.network)) {}

  std::vector<Mend> run() {
    if (place_.node >= 0 && place_.node < size()) {
      place_.key.empty() ? whole_layer() : place_.key == "inputs" ? inputs() : property();
    } else if (issue_.where == "network") {
      offer("Add a dense layer", [end = dense(outputs())](Experiment& e) { e.network.push_back(end); });
    } else {
      settings();
    }
    return std::move(all_);
  }

 private:
  using Edit = std::function<void(Experiment&)>;

  static catalog::SampleInfo data_of(const Experiment& experiment, const std::filesystem::path& directory) {
    const Entry* known = catalog::find(catalog::datasets(), experiment.data.type);
    return known && check(experiment.data.properties, known->properties, "").empty()
               ? catalog::sample_info(experiment.data, directory)
               : catalog::SampleInfo{};
  }

  int size() const { return static_cast<int>(e_.network.size()); }
  const Node& node() const { return e_.network[static_cast<size_t>(place_.node)]; }
  const std::vector<Link>& links(int node) const { return links_[static_cast<size_t>(node)]; }
  const std::string& name(int node) const { return node < 0 ? input_ : names_[static_cast<size_t>(node)]; }
  // Null where it is not known.
  const Shape* shape_of(int node) const {
    if (node == Link::data) return &data_.shape;
    const Plan::Step* step = node < 0 ? nullptr : plan_.step_of(node);
    return step ? &step->shape : nullptr;
  }
  const Shape* shape_before() const {
    return links(place_.node).empty() ? nullptr : shape_of(links(place_.node)[0].from);
  }
  // How many numbers, or maps of classes, the data want at the end.
  int outputs() const {
    return static_cast<int>(data_.outputs > 0 ? data_.outputs : std::max<int64_t>(std::ssize(data_.classes), 1));
  }
  static Node dense(int units) { return layer("dense", {{"units", units}}); }

  template <class... Args>
  void offer(std::string label, Edit edit, const Args&... args) {
    all_.push_back({make_issue("", std::move(label), args...), std::move(edit)});
  }
  void remove_it(int node) {
    offer("Remove it", [node](Experiment& e) { edit::remove(e.network, {node}); });
  }
  void use(const std::string& key, const Value& value) {
    offer(
        "Use {}",
        [node = place_.node, key, value](Experiment& e) {
          e.network[static_cast<size_t>(node)].properties.insert_or_assign(key, value);
        },
        to_text(value));
  }
  void use_type(int node, std::string_view type) {
    offer(
        "Use {}",
        [node, type](Experiment& e) {
          Node& layer = e.network[static_cast<size_t>(node)];
          layer.type = type;
          std::erase_if(layer.properties,
                        [&](const auto& property) { return !find(type_of(layer)->entry.properties, property.first); });
        },
        type);
  }
  void offer_layer(size_t slot, std::string label, const Node& node) {
    offer(std::move(label),
          [to = place_.node, slot, node](Experiment& e) { edit::insert_before(e.network, to, slot, node); });
  }

  // A value that is out of its limits, does not fit what comes in, or that nobody knows.
  void property() {
    const LayerType* type = type_of(node());
    if (place_.key == "name") {
      std::string wanted = node().name == "input" ? node().type : node().name;
      std::ranges::replace(wanted, '/', '_');
      const std::string free = edit::free_name(e_.network, wanted);
      offer(
          "Rename it to {}", [at = place_.node, free](Experiment& e) { edit::rename(e.network, at, free); }, free);
      return;
    }
    if (place_.key == "type") {
      if (const Entry* nearest = catalog::nearest(catalog::layers(), node().type)) use_type(place_.node, nearest->name);
      return remove_it(place_.node);
    }
    const Property* row = type ? find(type->entry.properties, place_.key) : nullptr;
    const auto given = node().properties.find(place_.key);
    if (row && place_.key == "kernel") fitting_window();
    if (row && place_.key.starts_with("padding")) fitting_padding();
    if (given == node().properties.end()) return;
    const auto number = [&]() -> std::optional<double> {
      if (const int* whole = std::get_if<int>(&given->second)) return *whole;
      if (const double* real = std::get_if<double>(&given->second)) return *real;
      return std::nullopt;
    }();
    if (row && number && row->choices.empty() && std::isfinite(*number)) {
      const double inside = std::clamp(*number, row->min, row->max);
      use(place_.key,
          std::holds_alternative<int>(row->fallback) ? Value(static_cast<int>(std::round(inside))) : Value(inside));
    } else if (row && number && std::isfinite(*number) && !row->or_number.empty()) {
      use(place_.key, static_cast<int>(std::round(std::clamp(*number, std::max(1.0, row->min), row->max))));
    }
    const bool words = row && std::holds_alternative<std::string>(row->fallback) && row->choices.empty();
    const auto erase = [at = place_.node, key = place_.key](Experiment& e) {
      e.network[static_cast<size_t>(at)].properties.erase(key);
    };
    if (!row || words) {
      offer("Remove it", erase);
    } else {
      offer("Use {}", erase, to_text(row->fallback));
    }
  }

  void fitting_window() {
    const Shape* image = shape_before();
    if (!image || image->rank() != 3) return;
    const Property* padding = find(type_of(node())->entry.properties, "padding");
    if (!padding) return;
    const Value given = value_of(node().properties, *padding);
    const int room = static_cast<int>(std::min((*image)[1], (*image)[2])) +
                     2 * (std::get_if<int>(&given) ? std::get<int>(given) : 0);
    for (const int kernel : {5, 3, 2, 1}) {
      if (kernel > room) continue;
      // A pooling window goes with its stride.
      offer(
          "Use {}",
          [at = place_.node, kernel](Experiment& e) {
            Properties& properties = e.network[static_cast<size_t>(at)].properties;
            properties.insert_or_assign("kernel", kernel);
            properties.erase("kernel_width");
          },
          kernel);
      break;
    }
    if (room < 2) remove_it(place_.node);
  }

  void fitting_padding() {
    const auto& table = type_of(node())->entry.properties;
    const Property* row = find(table, "kernel");
    const Value given = row ? value_of(node().properties, *row) : Value(0);
    const int kernel = std::get_if<int>(&given) ? std::get<int>(given) : 0;
    if (kernel < 1) return;
    // Half the kernel keeps the size: what is nearly always meant.
    offer(
        "Use {}",
        [at = place_.node, most = kernel / 2](Experiment& e) {
          Properties& properties = e.network[static_cast<size_t>(at)].properties;
          properties.insert_or_assign("padding", most);
          properties.erase("padding_width");
        },
        kernel / 2);
  }

  void inputs() {
    const LayerType* type = type_of(node());
    const auto& given = links(place_.node);
    const int count = static_cast<int>(given.size());
    if (place_.item >= 0) return missing_input(static_cast<size_t>(place_.item));
    if (type && count < type->min_inputs) return too_few_inputs();
    if (type && count > type->max_inputs) return too_many_inputs();
    for (size_t slot = 0; slot < given.size(); ++slot) {
      const int from = given[slot].from;
      const LayerType* source = from >= 0 ? type_of(e_.network[static_cast<size_t>(from)]) : nullptr;
      if (source && source->auxiliary) connect_instead(place_.node, slot, links(from)[0].from);
    }
    if (all_.empty()) break_circle();
  }

  void connect_instead(int to, size_t slot, int from) {
    if (from == Link::nowhere) return;
    offer(
        "Connect {} instead", [=](Experiment& e) { edit::replace_input(e.network, to, slot, from); }, name(from));
  }

  void missing_input(size_t slot) {
    const std::string& wanted = links(place_.node)[slot].unknown;
    std::vector<Entry> names;
    for (const std::string& known : names_) names.push_back({.name = known, .title = {}, .help = {}});
    std::vector<int> sources;
    if (const Entry* nearest = wanted.empty() ? nullptr : catalog::nearest(names, wanted))
      sources.push_back(static_cast<int>(std::ranges::find(names_, nearest->name) - names_.begin()));
    sources.push_back(place_.node - 1);
    // Whatever nobody uses may have been meant.
    for (int other = place_.node - 1; other >= 0; --other) {
      if (edit::users(links_, other).empty()) sources.push_back(other);
    }
    std::set<int> seen;
    for (const int from : sources) {
      if (!seen.insert(from).second) continue;
      offer(
          "Connect {}",
          [to = place_.node, slot, from](Experiment& e) { edit::replace_input(e.network, to, slot, from); },
          name(from));
    }
    remove_it(place_.node);
  }

  void too_few_inputs() {
    const Shape* first = shape_before();
    // The nearest of the same shape that feeds something else already: a shortcut.
    for (int other = place_.node - 1; other >= -1; --other) {
      const Shape* shape = shape_of(other);
      const bool taken = std::ranges::find(links(place_.node), other, &Link::from) != links(place_.node).end();
      if (taken || !first || !shape || *shape != *first) continue;
      offer(
          "Connect {}", [to = place_.node, other](Experiment& e) { edit::connect(e.network, other, to); }, name(other));
      if (all_.size() == 2) break;
    }
    remove_it(place_.node);
  }

  void too_many_inputs() {
    const std::vector<Link> given = links(place_.node);
    const auto joined = [&](const std::string& type) {
      return [to = place_.node, given, type](Experiment& e) {
        Wiring wires = wiring(e.network);
        wires[static_cast<size_t>(to)] = {given.front()};
        edit::wire(e.network, wires);
        const int joint = edit::insert_before(e.network, to, 0, layer(type));
        for (Link link : given) {
          const bool first = link == given.front();
          if (link.from >= joint) ++link.from;
          if (!first) edit::connect(e.network, link.from, joint);
        }
      };
    };
    offer("Add them up first", joined("add"));
    offer("Join them first", joined("concat"));
    for (const Link& link : given) {
      if (link.from == Link::nowhere) continue;
      offer(
          "Keep {} alone",
          [to = place_.node, link](Experiment& e) {
            Wiring wires = wiring(e.network);
            wires[static_cast<size_t>(to)] = {link};
            edit::wire(e.network, wires);
          },
          name(link.from));
    }
  }

  // Some wire that leads back.
  void break_circle() {
    for (int user = 0; user < size(); ++user) {
      for (size_t slot = 0; slot < links(user).size(); ++slot) {
        if (links(user)[slot].from < user) continue;
        connect_instead(user, slot, user - 1);
        if (links(user).size() > 1) {
          offer(
              "Take {} away", [=](Experiment& e) { edit::disconnect(e.network, user, slot); },
              name(links(user)[slot].from));
        }
      }
    }
  }

  // A fault of a layer as a whole: its kind in this place, or the shapes that meet in it.
  void whole_layer() {
    const LayerType* type = type_of(node());
    if (!type) return;
    if (!type->no_gradient.empty()) {
      use_type(place_.node, "sigmoid");
      use_type(place_.node, "relu");
    }
    if (type->max_inputs > 1 && links(place_.node).size() > 1) meeting_shapes();
    if (!plan_.step_of(place_.node)) impossible_layer();
    if (place_.node == size() - 1 && type->auxiliary) {
      if (!links(place_.node).empty() && links(place_.node)[0].from != Link::nowhere) {
        const int from = links(place_.node)[0].from;
        offer("Add a dense layer", [from, end = dense(outputs())](Experiment& e) {
          Wiring wires = wiring(e.network);
          e.network.push_back(end);
          wires.push_back({{.from = from}});
          edit::wire(e.network, wires);
        });
      }
      remove_it(place_.node);
    } else if (plan_.issues.empty()) {
      wrong_end(type->auxiliary);
    } else if (edit::users(links_, place_.node).empty() && place_.node < size() - 1) {
      unused();
    }
  }

  // Brings one input to the shape of another.
  void meeting_shapes() {
    const auto& given = links(place_.node);
    const bool joins = node().type == "concat";
    for (size_t slot = given.size(); slot-- > 0;) {
      const Shape *from = shape_of(given[slot].from), *to = shape_of(given[slot == 0 ? 1 : 0].from);
      if (!from || !to || *from == *to) continue;
      if (to->rank() != 3) {
        offer_layer(slot, "Insert a dense layer", dense(static_cast<int>((*to)[0])));
      } else if (from->rank() == 3) {
        const auto channels = static_cast<int>(joins ? (*from)[0] : (*to)[0]);
        const int64_t larger = (*from)[1], wanted = (*to)[1];
        const auto stride = static_cast<int>(std::clamp<int64_t>((larger + wanted - 1) / wanted, 1, 63));
        offer_layer(slot, "Insert a 1x1 convolution",
                    layer("conv2d", {{"filters", channels}, {"kernel", 1}, {"stride", stride}}));
        if (larger > wanted) {
          // Without padding a kernel of this size takes just so many pixels away.
          offer_layer(slot, "Insert a convolution",
                      layer("conv2d", {{"filters", channels},
                                       {"kernel", static_cast<int>(std::min<int64_t>(larger - wanted + 1, 63))},
                                       {"kernel_width",
                                        static_cast<int>(std::clamp<int64_t>((*from)[2] - (*to)[2] + 1, 1, 63))}}));
        }
      }
    }
    remove_it(place_.node);
  }

  // Its input cannot go in, or far too much would come out.
  void impossible_layer() {
    const Shape* before = shape_before();
    if (!before) return;
    if (before->rank() != 3) {
      // Pictures end where a layer makes a vector of them: it belongs before that one.
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
      offer_layer(0, "Insert a pooling layer", layer("max_pool2d", {{"kernel", 2}, {"stride", 2}}));
      offer_layer(0, "Insert global average pooling", layer("global_avg_pool"));
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

  // Nothing takes its output.
  void unused() {
    const Shape* shape = shape_of(place_.node);
    for (int other = 0; other < size(); ++other) {
      if (other == place_.node) continue;
      const LayerType* type = type_of(e_.network[static_cast<size_t>(other)]);
      const Shape* joint = shape_of(other);
      const bool fits =
          type && type->max_inputs > 1 && shape && joint && (type->entry.name == "concat" || *shape == *joint);
      if (!fits) continue;
      offer(
          "Connect it to {}", [from = place_.node, other](Experiment& e) { edit::connect(e.network, from, other); },
          name(other));
      break;
    }
    if (links(place_.node + 1).size() == 1) {
      offer(
          "Connect it to {}",
          [from = place_.node](Experiment& e) { edit::replace_input(e.network, from + 1, 0, from); },
          name(place_.node + 1));
    }
    // What led to it alone goes with it.
    std::set<int> gone = {place_.node};
    for (int back = place_.node; back >= 0;) {
      gone.insert(back);
      if (links(back).empty()) break;
      const int before = links(back)[0].from;
      if (before < 0 || edit::users(links_, before).size() > 1) break;
      back = before;
    }
    offer("Remove it",
          [all = std::vector<int>(gone.begin(), gone.end())](Experiment& e) { edit::remove(e.network, all); });
  }

  // The network can be built, but does not end in what the data or the loss ask for. Of an auxiliary output: what comes
  // before it.
  void wrong_end(bool auxiliary) {
    int end = place_.node;
    if (auxiliary) end = links(end)[0].from;
    const LossType* loss = nullptr;
    for (const LossType& known : losses::all()) {
      if (known.entry.name == e_.loss.type) loss = &known;
    }
    if (loss && loss->applies_softmax && node().type == "softmax") {
      remove_it(place_.node);
      use_loss("mean_squared_error");
      return;
    }
    const int wanted = outputs();
    // The last layer that can be set, behind which nothing but activations follow.
    for (int back = end; back >= 0; back = links(back)[0].from) {
      const Node& layer = e_.network[static_cast<size_t>(back)];
      const char* key = layer.type == "dense" ? "units" : layer.type == "conv2d" ? "filters" : nullptr;
      if (key) {
        offer(
            layer.type == "dense" ? "Set {} units" : "Set {} filters",
            [back, key = std::string(key), wanted](Experiment& e) {
              Properties& properties = e.network[static_cast<size_t>(back)].properties;
              const Property& row = *find(type_of(e.network[static_cast<size_t>(back)])->entry.properties, key);
              set(properties, row, wanted);
              // Numbers written out for the old size fit no more.
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
        const int maps = edit::insert_after(e.network, end, layer("conv2d", {{"filters", wanted}, {"kernel", 1}}));
        if (factor > 1) edit::insert_after(e.network, maps, layer("upsample2d", {{"factor", factor}}));
      });
    } else if (!data_.per_pixel) {
      offer(
          "Insert a dense layer of {} units",
          [end, dense = dense(wanted)](Experiment& e) { edit::insert_after(e.network, end, dense); }, wanted);
    }
    // Two classes can also be told apart by one output.
    if (shape && shape->size() == 1 && data_.classes.size() == 2) use_loss("sigmoid_cross_entropy");
  }

  void use_loss(const std::string& type) {
    offer(
        "Use {}", [type](Experiment& e) { e.loss = {type}; }, type);
  }

  // Data, loss, optimizer, training.
  void settings() {
    const std::string& where = issue_.where;
    const size_t dot = where.rfind('.');
    const std::string parent = where.substr(0, dot == std::string::npos ? where.size() : dot),
                      key = dot == std::string::npos ? std::string() : where.substr(dot + 1);
    if (where == "loss") {
      use_loss("mean_squared_error");
    } else if (where == "data.augment") {
      offer("Remove it", [](Experiment& e) { e.augmentation.clear(); });
    } else if (where == "data.set") {
      offer(
          "Use {}", [](Experiment& e) { e.data = {"procedural_digits"}; }, "procedural_digits");
    } else if (key == "type" && parent == "loss") {
      nearest_choice(catalog::losses(), &Experiment::loss);
    } else if (key == "type" && parent == "optimizer") {
      nearest_choice(catalog::optimizers(), &Experiment::optimizer);
    } else if (!key.empty()) {
      offer("Use the default", [parent, key](Experiment& e) {
        Properties* bag = parent == "data"           ? &e.data.properties
                          : parent == "data.augment" ? &e.augmentation
                          : parent == "loss"         ? &e.loss.properties
                          : parent == "optimizer"    ? &e.optimizer.properties
                          : parent == "training"     ? &e.training
                                                     : nullptr;
        if (bag) bag->erase(key);
      });
    }
  }

  void nearest_choice(const std::vector<Entry>& entries, Choice Experiment::*choice) {
    const Entry* nearest = catalog::nearest(entries, (e_.*choice).type);
    const std::string type(nearest ? nearest->name : entries.front().name);
    offer(
        "Use {}", [choice, type](Experiment& e) { e.*choice = {type}; }, type);
  }

  const Experiment& e_;
  const Issue& issue_;
  const Place place_;
  const catalog::SampleInfo data_;
  const Plan plan_;
  const Wiring links_;
  const std::vector<std::string> names_;
  const std::string input_ = "input";
  std::vector<Mend> all_;
};

}  // namespace

std::vector<Mend> mends(const Experiment& experiment, const Issue& issue, const std::filesystem::path& directory) {
  std::vector<Mend> proposed = Proposals(experiment, issue, directory).run();
  const auto before = check(experiment, directory);
  const bool seen = std::ranges::find(before, issue) != before.end();
  std::vector<Mend> kept;
  for (Mend& mend : proposed) {
    Experiment mended = experiment;
    mend.apply(mended);
    const auto after = check(mended, directory);
    // While one fault hides others, the next may come to light when it is gone.
    const bool gone = std::ranges::find(after, issue) == after.end() && after.size() <= before.size();
    const bool twice = std::ranges::find(kept, mend.label, &Mend::label) != kept.end();
    if (mended != experiment && !twice && (!seen || gone)) kept.push_back(std::move(mend));
  }
  // Those after which nothing is wrong any more come first.
  std::stable_partition(kept.begin(), kept.end(), [&](const Mend& mend) {
    Experiment mended = experiment;
    mend.apply(mended);
    return check(mended, directory).size() < std::max<size_t>(before.size(), 1);
  });
  if (kept.size() > 3) kept.resize(3);
  return kept;
}

}  // namespace saddle
