#pragma once

#include "core/kernels/table.h"

// What the sources of this folder put into the table of the level that they are compiled for.
namespace saddle::SADDLE_LEVEL {

template <class Real>
void add_products(KernelTable<Real>& table);
template <class Real>
void add_dots(KernelTable<Real>& table);
template <class Real>
void add_winograd(KernelTable<Real>& table);
template <class Real>
void add_columns(KernelTable<Real>& table);
template <class Real>
void add_transpose(KernelTable<Real>& table);
template <class Real>
void add_functions(KernelTable<Real>& table);
template <class Real>
void add_pooling(KernelTable<Real>& table);

}  // namespace saddle::SADDLE_LEVEL
