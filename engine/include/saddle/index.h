#pragma once

#include <compare>
#include <concepts>
#include <cstddef>
#include <vector>

namespace saddle {

// A position in a list, from 0 on. The Tag says in which: positions in different lists are different types and do not
// mix, and conversions from and to numbers are explicit.
template <class Tag>
class Index {
 public:
  constexpr Index() = default;
  template <std::integral Number>
  constexpr explicit Index(Number number) : number_(static_cast<int>(number)) {}
  template <std::integral Number>
  constexpr explicit operator Number() const {
    return static_cast<Number>(number_);
  }

  auto operator<=>(const Index&) const = default;
  constexpr Index& operator++() {
    ++number_;
    return *this;
  }
  constexpr Index& operator--() {
    --number_;
    return *this;
  }
  // So many places further on, or back.
  friend constexpr Index operator+(Index index, int places) { return Index(index.number_ + places); }
  friend constexpr Index operator-(Index index, int places) { return Index(index.number_ - places); }

 private:
  int number_ = 0;
};

// The positions from `first` to the one before `end`, in this or the reverse order.
template <class I>
class IndexRange {
 public:
  class iterator {
   public:
    iterator(int at, int step) : at_(at), step_(step) {}
    I operator*() const { return I(at_); }
    iterator& operator++() {
      at_ += step_;
      return *this;
    }
    bool operator==(const iterator& other) const { return at_ == other.at_; }

   private:
    int at_, step_;
  };

  IndexRange(I first, I end) : begin_(static_cast<int>(first)), end_(static_cast<int>(end)) {}

  iterator begin() const { return {begin_, step_}; }
  iterator end() const { return {end_, step_}; }
  bool empty() const { return begin_ == end_; }
  IndexRange reversed() const { return {end_ - step_, begin_ - step_, -step_}; }

 private:
  IndexRange(int begin, int end, int step) : begin_(begin), end_(end), step_(step) {}

  int begin_, end_, step_ = 1;
};

// A vector whose elements are found by positions of type I, and by no other number.
template <class I, class T>
class IndexedVector : private std::vector<T> {
  using Base = std::vector<T>;

 public:
  using Base::assign;
  using Base::back;
  using Base::Base;
  using Base::begin;
  using Base::clear;
  using Base::emplace_back;
  using Base::empty;
  using Base::end;
  using Base::erase;
  using Base::front;
  using Base::insert;
  using Base::push_back;
  using Base::rbegin;
  using Base::rend;
  using Base::resize;
  using Base::size;
  using typename Base::const_iterator;
  using typename Base::const_reference;
  using typename Base::iterator;
  using typename Base::reference;
  using typename Base::value_type;

  reference operator[](I at) { return Base::operator[](static_cast<size_t>(at)); }
  const_reference operator[](I at) const { return Base::operator[](static_cast<size_t>(at)); }
  bool operator==(const IndexedVector&) const = default;
  // The position after the last.
  I end_index() const { return I(Base::size()); }
  // All positions.
  IndexRange<I> indices() const { return {I(), end_index()}; }
};

}  // namespace saddle
