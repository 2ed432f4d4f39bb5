#include "model/pace.h"

#include <algorithm>

namespace saddle::app {
namespace {

// One that is none of them stands where it would be among them.
std::ptrdiff_t place_of(double pace) {
  if (!(pace > 0)) return std::ssize(paces) - 1;
  return std::find_if(paces.begin(), paces.end(), [&](double one) { return one == 0 || one >= pace; }) - paces.begin();
}

double at(std::ptrdiff_t place) {
  return paces[static_cast<size_t>(std::clamp<std::ptrdiff_t>(place, 0, std::ssize(paces) - 1))];
}

}  // namespace

double slower(double pace) { return at(place_of(pace) - 1); }
double faster(double pace) { return at(place_of(pace) + 1); }

}  // namespace saddle::app
