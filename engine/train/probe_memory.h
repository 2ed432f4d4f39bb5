#pragma once

#include <map>
#include <memory>
#include <typeindex>

namespace saddle {

// What probes remember from one reading of a run to the next: one object of each kind, shared by the probes that ask
// for it.
class ProbeMemory {
 public:
  class Item {
   public:
    virtual ~Item() = default;
    virtual void weights_changed() = 0;  // by hand, or by going back: not by a step
    virtual void path_dropped() {}       // the path of the weights is not followed any more
  };

  // Made when it is first asked for.
  template <class T>
  T& of() {
    std::unique_ptr<Item>& item = items_[typeid(T)];
    if (!item) item = std::make_unique<T>();
    return static_cast<T&>(*item);
  }
  void weights_changed() {
    for (auto& [type, item] : items_) item->weights_changed();
  }
  void path_dropped() {
    for (auto& [type, item] : items_) item->path_dropped();
  }
  void clear() { items_.clear(); }

 private:
  std::map<std::type_index, std::unique_ptr<Item>> items_;
};

}  // namespace saddle
