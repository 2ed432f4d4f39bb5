#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

#include <Eigen/Core>

#include "core/memory.h"
#include "saddle/shape.h"

namespace saddle {

template <class T>
using MatrixOf =
    std::conditional_t<std::is_const_v<T>,
                       const Eigen::Matrix<std::remove_const_t<T>, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>,
                       Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;
template <class T>
using ArrayOf = std::conditional_t<std::is_const_v<T>, const Eigen::Array<std::remove_const_t<T>, Eigen::Dynamic, 1>,
                                   Eigen::Array<T, Eigen::Dynamic, 1>>;

// Memory that somebody else owns. Samples come first; images lie (N, H, W, C).
template <class T>
struct View {
  T* data = nullptr;
  Shape shape = {};

  explicit operator bool() const { return data != nullptr; }
  int64_t size() const { return shape.size(); }
  int64_t samples() const { return shape[0]; }
  // Elements of one sample.
  int64_t width() const { return shape[0] == 0 ? 0 : shape.inner_size(); }
  // (N, all the rest)
  Eigen::Map<MatrixOf<T>> matrix() const { return {data, samples(), width()}; }
  // Flat.
  Eigen::Map<ArrayOf<T>> array() const { return {data, size()}; }
  // `count` samples from `first` on; of an empty view, an empty view.
  View slice(int64_t first, int64_t count) const {
    if (!data) return {};
    return {data + first * width(), shape.with_first(count)};
  }
  operator View<const T>() const requires(!std::is_const_v<T>) { return {data, shape}; }
};

// Owns its elements: 64-byte aligned, zero at birth; moves, and copies only through clone().
template <class Real>
class Tensor {
 public:
  Tensor() = default;
  explicit Tensor(const Shape& shape) : shape_(shape), data_(allocate(shape.size())) {
    std::fill_n(data_.get(), shape.size(), Real(0));
  }
  Tensor(Tensor&& other) noexcept : shape_(std::exchange(other.shape_, Shape{0})), data_(std::move(other.data_)) {}
  Tensor& operator=(Tensor&& other) noexcept {
    shape_ = std::exchange(other.shape_, Shape{0});
    data_ = std::move(other.data_);
    return *this;
  }

  Tensor clone() const {
    Tensor copy;
    copy.shape_ = shape_;
    if (data_) {
      copy.data_ = allocate(size());
      std::copy_n(data_.get(), size(), copy.data_.get());
    }
    return copy;
  }

  const Shape& shape() const { return shape_; }
  int64_t size() const { return data_ ? shape_.size() : 0; }
  Real* data() { return data_.get(); }
  const Real* data() const { return data_.get(); }
  View<Real> view() { return {data_.get(), shape_}; }
  View<const Real> view() const { return {data_.get(), shape_}; }
  Real& operator[](int64_t i) { return data_[i]; }
  const Real& operator[](int64_t i) const { return data_[i]; }

 private:
  static std::unique_ptr<Real[], FreeMemory> allocate(int64_t count) {
    auto memory = saddle::allocate(sizeof(Real) * static_cast<size_t>(std::max<int64_t>(count, 1)));
    const FreeMemory free = memory.get_deleter();
    return {reinterpret_cast<Real*>(memory.release()), free};
  }

  Shape shape_{0};
  std::unique_ptr<Real[], FreeMemory> data_;
};

}  // namespace saddle
