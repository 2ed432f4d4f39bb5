#include "core/kernels/level.h"

namespace saddle::SADDLE_LEVEL {

void make_tables(KernelTable<float>& of_float, KernelTable<double>& of_double);

void make_tables(KernelTable<float>& of_float, KernelTable<double>& of_double) {
  const auto make = [](auto& table) {
    add_products(table);
    add_dots(table);
    add_winograd(table);
    add_columns(table);
    add_transpose(table);
    add_functions(table);
    add_pooling(table);
  };
  make(of_float);
  make(of_double);
}

}  // namespace saddle::SADDLE_LEVEL
