#pragma once

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace saddle {

// How a row of a catalog makes what it stands for, in single and in double precision.
template <template <class> class Product, class... From>
class Factory {
 public:
  Factory() = default;
  // Makes what make.template operator()<Real>(from...) returns.
  template <class Make>
  Factory(Make make)
      : in_float_([make](From... from) { return make.template operator()<float>(std::forward<From>(from)...); }),
        in_double_([make](From... from) { return make.template operator()<double>(std::forward<From>(from)...); }) {}

  template <class Real>
  std::unique_ptr<Product<Real>> make(From... from) const {
    if constexpr (std::is_same_v<Real, float>) {
      return in_float_(std::forward<From>(from)...);
    } else {
      return in_double_(std::forward<From>(from)...);
    }
  }

 private:
  std::function<std::unique_ptr<Product<float>>(From...)> in_float_;
  std::function<std::unique_ptr<Product<double>>(From...)> in_double_;
};

}  // namespace saddle
